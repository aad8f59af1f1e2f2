// Telling the person at another window that somebody has spoken: rarely, briefly, and with nothing in it that a terminal
// could obey. Knows no session: what is said comes in, bytes come out.
import { Observable, type OperatorFunction, type SchedulerLike, Subscription, timer } from 'rxjs';
import { graphemesOf } from '../text/graphemes.js';
import type { Notifier } from './abilities.js';

/** Something that somebody else said. */
export interface Said {
  /** Who, as people see them. */
  readonly name: string;
  readonly text: string;
}

/** After a notification the next one waits this long, and tells of all that came meanwhile. */
export const notifyRestMs = 10_000;

/** Graphemes of a text that are told: a notification is a glance, and what is cut can be read in the chat. */
const maxTold = 120;

/** People named when there was more than one message. */
const maxNamed = 3;

/** More names than this are not remembered for one notification. */
const maxNamesKept = 16;

const bell = '\x07';

/** What a notification tells: a message, or how many there were and of whom. */
export interface Notice {
  readonly latest: Said;
  readonly count: number;
  /** Of whom, each once, in the order in which they spoke. */
  readonly names: readonly string[];
}

/** One notification at once, then none for {@link notifyRestMs}, then one for all that came meanwhile. */
export function calmly(scheduler: SchedulerLike): OperatorFunction<Said, Notice> {
  return (said$) =>
    new Observable((subscriber) => {
      const subscriptions = new Subscription();
      let gathered: Notice | undefined;
      let isResting = false;
      const tell = () => {
        isResting = false;
        if (gathered === undefined) return;
        const notice = gathered;
        gathered = undefined;
        isResting = true;
        subscriptions.add(timer(notifyRestMs, scheduler).subscribe(tell));
        subscriber.next(notice);
      };
      subscriptions.add(
        said$.subscribe({
          next: (said) => {
            gathered = withOneMore(gathered, said);
            if (!isResting) tell();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
      return subscriptions;
    });
}

/** The bytes of a notification: the bell for all terminals, the text for those that are known to take it. */
export function notificationSequence(notice: Notice, notifier: Notifier): string {
  const text = noticeText(notice);
  switch (notifier) {
    case 'none':
      return bell;
    // A text that began with a digit could be another command of OSC 9 (ConEmu): it never does.
    case 'osc-9':
      return `${bell}\x1B]9;backchannel: ${text}\x07`;
    // rxvt's extension: the title ends at a semicolon, and so might the text.
    case 'osc-777':
      return `${bell}\x1B]777;notify;backchannel;${text.replaceAll(';', ',')}\x07`;
  }
}

/** What it says, in one line without control characters. */
export function noticeText({ latest, count, names }: Notice): string {
  if (count === 1) return shortened(`${latest.name}: ${latest.text}`);
  const named = names.slice(0, maxNamed).join(', ');
  const others = names.length > maxNamed ? ' and others' : '';
  return shortened(`${count} messages from ${named}${others}`);
}

function withOneMore(notice: Notice | undefined, said: Said): Notice {
  const names = notice?.names ?? [];
  const isNew = !names.includes(said.name) && names.length < maxNamesKept;
  return {
    latest: said,
    count: (notice?.count ?? 0) + 1,
    names: isNew ? [...names, said.name] : names,
  };
}

function shortened(text: string): string {
  const line = text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ');
  let told = '';
  let count = 0;
  for (const grapheme of graphemesOf(line)) {
    count += 1;
    if (count > maxTold) return `${told}…`;
    told += grapheme;
  }
  return told;
}
