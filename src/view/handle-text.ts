// How a handle is written before what its bearer says. A handle may be any printable text: without care, one called
// `bob owes me` could put words into bob's mouth, and one called `*` could make `* alice waves` out of thin air. Pure.
import { truncate } from './text-width.js';

/** Stands for white space, since white space is where a handle ends. */
const spacePicture = '␣';

/** What is blank on the screen, the empty cell of Braille included. */
const blank = /[\s\u2800]/gu;

/** Letters, digits and emoji: without any of them a name is a sign, of which we have our own. */
const nameLike = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;

/** The handle as one word that no sign of ours looks like. */
export function handleText(handle: string): string {
  const word = handle.replaceAll(blank, spacePicture);
  return nameLike.test(word) ? word : `‹${word}›`;
}

/** A tag leaves the name before it at least this much. */
const minNameColumns = 3;

/**
 * A name and its tag in so many columns at most. A long name is cut before the tag is, which tells it from the other.
 *
 * @param tag such as `#a1b2`; empty where there is nobody else of the name
 */
export function nameWithin(name: string, tag: string, columns: number): string {
  const room = columns - tag.length;
  return room < minNameColumns ? truncate(name + tag, columns) : truncate(name, room) + tag;
}
