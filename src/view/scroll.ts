// Moves the messages pane through the transcript by rows. Pure: the screen machine asks for a step, and this says where
// it leads, since only the view knows how many rows an entry takes.
import { clockStart } from '../chat/hybrid-clock.js';
import { type Drawing, drawingOf, linesAt, shownAbove, shownAt, shownBelow } from './drawn-transcript.js';
import { layoutOf } from './layout.js';
import type { EntryPlace, FindStep, ScrollPosition, ScrollStep } from './screen-view.js';
import { hitAfter, placeAt } from './search.js';
import { indexOf, newestPlace, placeOf, type RowPlace } from './transcript-index.js';
import type { ViewModel } from './view-model.js';

/** Rows of the old page that stay in sight on the new one, so that the eye finds its place. */
const overlapRows = 2;

/** What the wheel turns at once: as much as the eye follows. */
const notchRows = 3;

const start: EntryPlace = { key: '', clock: clockStart };

/**
 * Where a step leads from where the pane stands.
 *
 * @returns the new position, or `undefined` for the newest rows, where the pane is not scrolled back
 */
export function scrollTo(view: ViewModel, step: ScrollStep): ScrollPosition | undefined {
  const { transcript } = view.session;
  const { scroll } = view.screen;
  const drawing = drawingOf(view);
  const paneRows = paneRowsOf(view);
  const page = Math.max(1, paneRows - overlapRows);
  const from = shownPlace(drawing, placeOf(transcript, scroll));
  const highest = lowestRowOfFirstPage(drawing, paneRows);
  const back = (rows: number) => newerOf(highest, up(drawing, from, rows));
  const places: Readonly<Record<ScrollStep, () => RowPlace>> = {
    oldest: () => highest,
    'line-up': () => back(1),
    'notch-up': () => back(notchRows),
    'page-up': () => back(page),
    'line-down': () => down(drawing, from, 1),
    'notch-down': () => down(drawing, from, notchRows),
    'page-down': () => down(drawing, from, page),
  };
  return positionOf(drawing, places[step](), scroll);
}

/** A hit of a search, and where the pane has to stand to show it. */
export interface Found {
  /** Absent when there is none. */
  readonly hit?: EntryPlace;
  /** Holds the pane there, also at the newest. Absent: nothing is found, and the newest are shown as they come. */
  readonly scroll?: ScrollPosition;
}

/** Where a step through the hits of the search leads; without a hit, to where one came from. */
export function findHit(view: ViewModel, step: FindStep): Found {
  const { transcript } = view.session;
  const { search } = view.screen;
  if (search === undefined) return {};
  const { hit, origin } = search;
  const isFirst = step === 'nearest' || hit === undefined;
  const present = isFirst ? placeOf(transcript, origin).index : indexOf(transcript, hit);
  const index = hitAfter(transcript, search.editor.text, step, present);
  const place = index === undefined ? undefined : placeAt(transcript, index);
  if (index === undefined || place === undefined) return origin === undefined ? {} : { scroll: origin };
  const found = { ...view, screen: { ...view.screen, search: { ...search, hit: place } } };
  const scroll = showing(found, index);
  return { hit: place, ...(scroll === undefined ? {} : { scroll }) };
}

/**
 * Where the pane stands when an entry is in sight as a whole, moved no further than that takes.
 *
 * @returns a position that holds it there, also at the newest: what comes then is not to drive the entry away
 */
export function inSight(view: ViewModel, index: number): ScrollPosition | undefined {
  const drawing = drawingOf(view);
  const paneRows = paneRowsOf(view);
  const from = shownPlace(drawing, placeOf(drawing.transcript, view.screen.scroll));
  const atBottom: RowPlace = { index, rowsHidden: 0 };
  const atTop = down(drawing, { index, rowsHidden: heightAt(drawing, index) - 1 }, paneRows - 1);
  const near = newerOf(from, atTop) === from ? atTop : from;
  return heldAt(drawing, newerOf(near, atBottom), view.screen.scroll);
}

/** Where the pane stands, and is held, when it shows, about in its middle, what was found in an entry. */
function showing(view: ViewModel, index: number): ScrollPosition | undefined {
  const drawing = drawingOf(view);
  const paneRows = paneRowsOf(view);
  const lines = linesAt(drawing, index);
  // A long entry may not be all in sight.
  const row = Math.max(
    0,
    lines.findIndex((line) => line.some(({ style }) => style.inverse === true)),
  );
  const middle = down(drawing, { index, rowsHidden: lines.length - 1 - row }, Math.floor(paneRows / 2));
  const newest = shownPlace(drawing, placeOf(drawing.transcript, undefined));
  const place = newerOf(lowestRowOfFirstPage(drawing, paneRows), middle);
  return heldAt(drawing, place.index > newest.index ? newest : place, view.screen.scroll);
}

/** The hint that says that the pane is scrolled back takes a row of it. */
function paneRowsOf(view: ViewModel): number {
  const { screen, session } = view;
  // Where the pane will stand decides nothing about that; the newest is found at once.
  const newest = newestPlace(session.transcript) ?? start;
  const scroll = screen.scroll ?? { ...newest, rowsHidden: 0, since: newest };
  return layoutOf({ ...view, screen: { ...screen, scroll } }).paneRows;
}

/** What is part of a flood stands where that does. */
function shownPlace(drawing: Drawing, place: RowPlace): RowPlace {
  const index = shownAt(drawing, place.index);
  return index === place.index ? place : { index, rowsHidden: 0 };
}

/** At the newest rows nothing holds the pane. */
function positionOf(
  drawing: Drawing,
  place: RowPlace,
  before: ScrollPosition | undefined,
): ScrollPosition | undefined {
  const isNewest = shownBelow(drawing, place.index) >= drawing.transcript.length && place.rowsHidden === 0;
  return isNewest ? undefined : heldAt(drawing, place, before);
}

function heldAt(
  { transcript }: Drawing,
  { index, rowsHidden }: RowPlace,
  before: ScrollPosition | undefined,
): ScrollPosition | undefined {
  const place = placeAt(transcript, index);
  const newest = newestPlace(transcript);
  if (place === undefined || newest === undefined) return undefined;
  return { ...place, rowsHidden, since: before?.since ?? newest };
}

function up(drawing: Drawing, from: RowPlace, rows: number): RowPlace {
  let { index, rowsHidden } = from;
  rowsHidden += rows;
  for (; index > 0; index = shownAbove(drawing, index)) {
    const height = heightAt(drawing, index);
    if (rowsHidden < height) break;
    rowsHidden -= height;
  }
  return { index, rowsHidden };
}

function down(drawing: Drawing, from: RowPlace, rows: number): RowPlace {
  let { index, rowsHidden } = from;
  rowsHidden -= rows;
  while (rowsHidden < 0 && index < drawing.transcript.length) {
    index = shownBelow(drawing, index);
    rowsHidden += heightAt(drawing, index);
  }
  return { index, rowsHidden };
}

/** The lowest row of the pane when its first is the oldest of all; further up there is nothing to see. */
function lowestRowOfFirstPage(drawing: Drawing, paneRows: number): RowPlace {
  const { length } = drawing.transcript;
  let rows = 0;
  for (let index = 0; index < length; index = shownBelow(drawing, index)) {
    rows += heightAt(drawing, index);
    if (rows >= paneRows) return { index, rowsHidden: rows - paneRows };
  }
  return { index: length - 1, rowsHidden: 0 };
}

function newerOf(one: RowPlace, other: RowPlace): RowPlace {
  if (one.index !== other.index) return one.index > other.index ? one : other;
  return one.rowsHidden < other.rowsHidden ? one : other;
}

/** How many rows the entry takes; past the newest there is nothing, however far one goes. */
function heightAt(drawing: Drawing, index: number): number {
  return linesAt(drawing, index).length || Number.POSITIVE_INFINITY;
}
