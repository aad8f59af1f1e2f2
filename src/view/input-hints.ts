// What stands above the input line while one types: candidates of a completion, the search through one's own lines, what
// can be done with a selected message, how near a message is to the longest that can be sent. Pure.
import { maxChatDatagramBytes, maxParts } from '../limits.js';
import { utf8Bytes } from '../text/utf8-bytes.js';
import { faint, type Line, prominentHint, type Span, type Style, span } from './frame.js';
import { defaultKeymap, type Keymap, keyLabels } from './keymap.js';
import type { Completion, EditKey } from './line-editor.js';
import { truncate, widthOf } from './text-width.js';
import type { ViewModel } from './view-model.js';

/** From here on the parts are counted before the person's eyes. */
const nearLimitParts = (maxParts * 3) / 4;

/** No part is cut shorter than this but at a line break: a frame takes some 200 bytes, JSON may double the rest. */
const minPartBytes = maxChatDatagramBytes / 4;

const gap = '  ';
const more = '…';

/**
 * One row, or none when there is nothing to say.
 *
 * @param news how much has come below the messages in sight; absent: nothing
 */
export function inputHint(view: ViewModel, news: string | undefined): Line | undefined {
  const { screen, size } = view;
  const { completion, search, history } = screen.editor;
  if (screen.mode === 'selecting') return oneOf(selectingWordings(news), size.columns);
  if (search !== undefined) {
    const isMissing = search.query !== '' && search.found === undefined;
    const state = isMissing
      ? 'no line of yours has '
      : history.length === 0
        ? 'no lines yet '
        : 'your lines: ';
    return [span(truncate(`${state}${search.query}`, size.columns), prominentHint)];
  }
  if (completion !== undefined) return candidatesLine(completion, size.columns);
  return partsHint(view);
}

const selectingKeys = [
  'j, k: select · y: copy · Enter: details · Esc: back to the line',
  'j, k · y: copy · Enter: details · Esc',
  'y: copy · Esc: back',
];

function selectingWordings(news: string | undefined): readonly string[] {
  if (news === undefined) return selectingKeys;
  return [...selectingKeys.map((keys) => `${news} · ${keys}`), ...selectingKeys];
}

/** The longest wording that fits. */
function oneOf(wordings: readonly string[], columns: number): Line {
  const fitting = wordings.find((each) => widthOf(each) <= columns) ?? wordings.at(-1) ?? '';
  return [span(truncate(fitting, columns), prominentHint)];
}

const chosen: Style = { inverse: true, role: 'selected' };

/** As many candidates as fit, always the same ones beside each other, the one in the line standing out. */
function candidatesLine({ candidates, at }: Completion, columns: number): Line {
  const room = columns - 2 * more.length;
  let first = 0;
  let used = 0;
  let end = 0;
  for (const [index, { label }] of candidates.entries()) {
    const width = widthOf(label) + gap.length;
    if (used + width > room && index > first) {
      if (at < index) break;
      first = index;
      used = 0;
    }
    used += width;
    end = index + 1;
  }
  const labels = candidates.slice(first, end).flatMap(({ label }, index): Span[] => {
    const shown = truncate(label, room);
    const drawn = span(shown, first + index === at ? chosen : faint);
    return index === 0 ? [drawn] : [span(gap), drawn];
  });
  return [
    ...(first > 0 ? [span(more, faint)] : []),
    ...labels,
    ...(end < candidates.length ? [span(more, faint)] : []),
  ];
}

function partsHint({ screen, size, partsOf, keymap = defaultKeymap }: ViewModel): Line | undefined {
  const { text } = screen.editor;
  if (partsOf === undefined || text.length < nearLimitParts || !mayBeLong(text)) return undefined;
  const parts = partsOf(text);
  if (parts < nearLimitParts) return undefined;
  const count = `${parts} of ${maxParts} parts`;
  return oneOf(parts > maxParts ? tooLongWordings(count, labelOf(keymap, 'cutAll')) : [count], size.columns);
}

/** Whoever has pasted by mistake is told how to be rid of it; the key may be any, or none. */
function tooLongWordings(count: string, key: string): readonly string[] {
  const wordings = [`${count}: too long to send, make it shorter`];
  return key === ''
    ? wordings
    : [`${wordings.join('')} (${key}: cut all)`, `${count}: too long (${key}: cut)`];
}

const maxLabelColumns = 10;

function labelOf({ bindings }: Keymap, edit: EditKey): string {
  const binding = bindings.find(({ command }) => command.type === 'edit' && command.edit === edit);
  return binding === undefined ? '' : keyLabels(binding, maxLabelColumns);
}

/** Counting takes the work of sending: short messages are spared it. Each line is a part, a long one several. */
function mayBeLong(text: string): boolean {
  const lines = text.split('\n').length;
  return lines + utf8Bytes(text) / minPartBytes >= nearLimitParts;
}
