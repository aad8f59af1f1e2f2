// What the program itself writes to a terminal, as a grammar: whatever else is found in its output was put there by
// somebody else. Written down here once more, from the standards, so that a mistake in the program is not one here too.

/** Each control sequence that there is a reason for. */
const sequences: readonly RegExp[] = [
  // Where the cursor is: CUP, CHA. What is erased: EL to the end, ED of all. What it looks like: SGR.
  /\u001B\[\d{1,3}(?:;\d{1,3})?H/u,
  /\u001B\[\d{1,3}G/u,
  /\u001B\[K/u,
  /\u001B\[2J/u,
  /\u001B\[0(?:;[1247])*(?:;(?:[39][0-7]|38;5;\d{1,3}|38;2;\d{1,3};\d{1,3};\d{1,3}))?m/u,
  // What scrolls: DECSTBM, and the line feeds and reverse indices at its edge; the pseudo-terminal adds carriage returns.
  /\u001B\[(?:\d{1,3};\d{1,3})?r/u,
  /(?<=\u001B\[\d{1,3}(?:;\d{1,3})?H(?:\r\n)*)\r\n/u,
  /\u001BM/u,
  // Modes: autowrap, cursor, synchronized output, and, at the start alone, those of a full screen.
  /\u001B\[\?(?:7|25|2026)[hl]/u,
  /\u001B\[\?(?:1000|1004|1006|1049|2004)h/u,
  /\u001B\[22;0t/u,
  // Questions: synchronized output, and the background.
  /\u001B\[\?2026\$p/u,
  /\u001B\]11;\?\u001B\\/u,
  // The title, with what tells her from a namesake, and links, closed and open.
  /\u001B\]2;(?:\(\d{1,2}\+?\) )?backchannel: ann(?:#[0-9a-f]{4,10})?\u0007/u,
  /\u001B\]8;;\u0007/u,
  /\u001B\]8;id=[0-9a-z]+;https?:\/\/[!-~]+\u0007/u,
];

const emitted = new RegExp(sequences.map(({ source }) => source).join('|'), 'gu');

/** Where links may lead: the addresses that the attacks have in them, but for those that lie. */
const linked = /\u001B\]8;id=[0-9a-z]+;(?<target>[^\u0007]*)\u0007/gu;

/**
 * What no text has: controls of C0 and C1, what changes the direction of others or cannot be seen, what has no meaning. A
 * joiner and a selector may stand within an emoji.
 */
const forbidden =
  /[\p{Cc}\p{Cs}\p{Co}\p{Bidi_C}\p{Noncharacter_Code_Point}\u2028\u2029\u200B\u2060-\u206F\uFEFF\u00AD\u115F\u3164\uFFA0\uFFF9-\uFFFB]|\u034F|(?<!\p{ExtPict}(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F)*)\u200D|\p{M}{9}/u;

/** The first of what the program has no reason to write; `undefined` when all is well. */
export function foreignBytes(raw: string): string | undefined {
  const rest = raw.replaceAll(emitted, '');
  const found = forbidden.exec(rest);
  return found === null
    ? undefined
    : JSON.stringify(rest.slice(Math.max(0, found.index - 20), found.index + 20));
}

/** Where the links lead that the terminal was told of. */
export function linkTargets(raw: string): readonly string[] {
  return [...new Set(Array.from(raw.matchAll(linked), ({ groups }) => groups?.['target'] ?? ''))].toSorted();
}
