// Which message a step of selecting leads to, and where the messages have to stand so that it is in sight. Pure.
import type { MessageEntry, Transcript } from '../chat/transcript.js';
import { type Drawing, drawingOf, shownAbove, shownBelow } from './drawn-transcript.js';
import { floodAt } from './floods.js';
import { inSight } from './scroll.js';
import type { EntryPlace, ScrollPosition, SelectStep } from './screen-view.js';
import { placeAt } from './search.js';
import { entryAt, indexOf, placeOf } from './transcript-index.js';
import type { ViewModel } from './view-model.js';

/** A message, and where to scroll to. */
export interface Selected {
  /** Absent when nothing has been said. */
  readonly to: EntryPlace | undefined;
  /** Holds the pane there, also at the newest. Absent: nothing has been said. */
  readonly scroll: ScrollPosition | undefined;
}

/** Where a step leads from the message that is selected; without one, to the last message in sight. */
export function selectedBy(view: ViewModel, step: SelectStep): Selected {
  const { session, screen } = view;
  const { transcript } = session;
  const drawing = drawingOf(view);
  const index =
    screen.selection === undefined
      ? messageFrom(drawing, placeOf(transcript, screen.scroll).index, -1)
      : stepped(drawing, indexOf(transcript, screen.selection), step);
  const to = index === undefined ? undefined : placeAt(transcript, index);
  if (index === undefined) return { to, scroll: screen.scroll };
  return { to, scroll: inSight({ ...view, screen: { ...screen, mode: 'selecting' } }, index) };
}

/** The message that is selected; the one that stands in its place, if it has been replaced or forgotten. */
export function selectedMessage(
  transcript: Transcript,
  selection: EntryPlace | undefined,
): MessageEntry | undefined {
  const entry = selection === undefined ? undefined : entryAt(transcript, indexOf(transcript, selection));
  return entry?.kind === 'message' ? entry : undefined;
}

function stepped(drawing: Drawing, present: number, step: SelectStep): number | undefined {
  const newest = drawing.transcript.length - 1;
  switch (step) {
    case 'present':
      return messageFrom(drawing, present, -1) ?? messageFrom(drawing, present, 1);
    case 'older':
      return messageFrom(drawing, present - 1, -1) ?? messageFrom(drawing, present, 1);
    case 'newer':
      return messageFrom(drawing, present + 1, 1) ?? messageFrom(drawing, present, -1);
    case 'oldest':
      return messageFrom(drawing, 0, 1);
    case 'newest':
      return messageFrom(drawing, newest, -1);
  }
}

/** The first index from there on at which there is a message that is shown for itself: none within a flood. */
function messageFrom(drawing: Drawing, from: number, step: 1 | -1): number | undefined {
  const { transcript } = drawing;
  const next = step === 1 ? shownBelow : shownAbove;
  for (let index = from; index >= 0 && index < transcript.length; index = next(drawing, index)) {
    const isMessage = entryAt(transcript, index)?.kind === 'message';
    if (isMessage && floodAt(drawing.floods, index) === undefined) return index;
  }
  return undefined;
}
