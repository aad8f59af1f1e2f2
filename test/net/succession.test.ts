// One membership takes the place of another, and for a moment both hear. The sockets are the test's, and so is time.
import { finalize, NEVER, of, Subject, switchMap, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type Joined, succession } from '../../src/net/succession.js';
import type { LanEvent, Membership } from '../../src/net/transport.js';

const membership: Membership = { groups: ['224.6.8.11'], port: 6811, ttl: 1, interfaces: [] };

const joined: LanEvent = { type: 'joined', joined: [], refused: [], receiveBufferBytes: 0 };

/** Of a program without numbers: two that say the same are the same to whoever does not know how they came. */
function datagram(text: string): LanEvent {
  return { type: 'datagram', bytes: Buffer.from(text), source: { address: '10.0.0.2', port: 6811 } };
}

/** Somebody who is a member, and becomes one anew by each `rebind`; sockets hear what the test lets them. */
function rebinding() {
  const scheduler = new VirtualTimeScheduler();
  const sockets: { readonly heard: Subject<LanEvent>; isOpen: boolean }[] = [];
  const heard: string[] = [];
  const { datagrams } = succession<Joined>(() => {
    const socket = { heard: new Subject<LanEvent>(), isOpen: true };
    sockets.push(socket);
    const close = () => {
      socket.isOpen = false;
    };
    return of({ joined, datagrams: socket.heard.pipe(finalize(close)) });
  }, scheduler);
  const rebind$ = new Subject<void>();
  rebind$.pipe(switchMap(() => datagrams(membership))).subscribe((event) => {
    if (event.type === 'datagram') heard.push(Buffer.from(event.bytes).toString());
  });
  rebind$.next();
  rebind$.next();
  const [old, young] = sockets;
  if (old === undefined || young === undefined) throw new Error('nothing was opened');
  return {
    old,
    young,
    heard,
    pass: (ms: number) => {
      scheduler.maxFrames = scheduler.frame + ms;
      scheduler.flush();
      scheduler.frame = scheduler.maxFrames;
    },
  };
}

describe('a membership that takes the place of another', () => {
  it.each(['old', 'young'] as const)('hears once what both have heard, the %s one first', (first) => {
    const rig = rebinding();
    rig[first].heard.next(datagram('a'));
    rig[first === 'old' ? 'young' : 'old'].heard.next(datagram('a'));
    expect(rig.heard).toEqual(['a']);
  });

  it('hears once what its own sockets had still to bring when the old ones were closed', () => {
    const { old, young, heard, pass } = rebinding();
    pass(49);
    old.heard.next(datagram('a'));
    pass(2);
    expect([old.isOpen, young.isOpen]).toEqual([false, true]);
    pass(45);
    young.heard.next(datagram('a'));
    expect(heard).toEqual(['a']);
  });

  it('hears what is said twice twice, once the old one is over', () => {
    const { old, young, heard, pass } = rebinding();
    old.heard.next(datagram('a'));
    pass(101);
    for (const text of ['a', 'b', 'b']) young.heard.next(datagram(text));
    expect(heard).toEqual(['a', 'a', 'b', 'b']);
  });
});

describe('a membership that is left before it has joined', () => {
  it.each(['before', 'after'])('is never the one to send by, whether it joins %s the next one', (when) => {
    const opened: Subject<Joined>[] = [];
    const { datagrams, newest } = succession<Joined>(() => {
      const joining = new Subject<Joined>();
      opened.push(joining);
      return joining;
    }, new VirtualTimeScheduler());
    const rebind$ = new Subject<void>();
    const heard: LanEvent[] = [];
    const membershipOf = rebind$
      .pipe(switchMap(() => datagrams(membership)))
      .subscribe((event) => heard.push(event));
    for (let times = 0; times < 3; times += 1) rebind$.next();
    const [, second, third] = opened;
    const member = (): Joined => ({ joined, datagrams: NEVER });
    const [left, last] = [member(), member()];
    if (when === 'before') second?.next(left);
    third?.next(last);
    if (when === 'after') second?.next(left);
    expect(newest()).toBe(last);
    expect(heard).toEqual([joined]);
    membershipOf.unsubscribe();
    expect(newest()).toBeUndefined();
  });
});
