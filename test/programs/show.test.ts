// What is painted when, with a terminal that only writes down.
import { BehaviorSubject, EMPTY, of, Subject, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { show } from '../../src/programs/show.js';
import type { SessionView } from '../../src/view/session-view.js';
import type { TerminalPort } from '../../src/view/terminal.js';
import { viewModel } from '../view/view-models.js';

function rig(session: Partial<SessionView> = {}) {
  const { session: usual, screen, size, now, formatTime, formatDay } = viewModel({ session });
  const scheduler = new VirtualTimeScheduler();
  const session$ = new BehaviorSubject(usual);
  const redraw$ = new Subject<void>();
  const written: string[] = [];
  const terminal: TerminalPort = {
    keys$: EMPTY,
    size$: of(size),
    writable$: of(true),
    reports$: EMPTY,
    resumed$: EMPTY,
    abilities: () => ({ synchronized: true, hyperlinks: false }),
    write: (text) => written.push(text),
    setTitle: (title) => written.push(`title ${title}`),
    suspend: () => undefined,
    close: () => undefined,
  };
  const subscription = show({
    session$,
    screen$: of(screen),
    doctor$: of(undefined),
    redraw$,
    terminal,
    colours$: of({ depth: '256', theme: 'dark' }),
    scheduler,
    now: () => now,
    timeFormat: () => formatTime,
    formatDay,
  }).subscribe();
  return {
    written: () => written.splice(0),
    redraw: () => redraw$.next(),
    become: (change: Partial<SessionView>) => {
      session$.next({ ...session$.value, ...change });
      scheduler.flush();
    },
    subscription,
  };
}

describe('the screen', () => {
  it('shows the session at once, and what changes', () => {
    const { written, become } = rig();
    expect(written()).toStrictEqual([expect.stringContaining('connected'), 'title backchannel: alice']);
    become({ phase: 'rebinding', handle: 'alicia', name: 'alicia' });
    expect(written()).toStrictEqual([expect.stringContaining('rebinding'), 'title backchannel: alicia']);
  });

  it('is painted whole again when asked', () => {
    const { written, become, redraw } = rig();
    become({ phase: 'rebinding' });
    written();
    redraw();
    expect(written()).toStrictEqual([expect.stringContaining('\x1B[2J'), 'title backchannel: alice']);
  });

  it('is left alone once the session has closed', () => {
    const { written, become, redraw } = rig();
    written();
    become({ phase: 'closed' });
    redraw();
    expect(written()).toStrictEqual([]);
  });
});
