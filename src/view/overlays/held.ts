// Who has our latest line, and who has not: for `/held`.
import type { ReceiptView } from '../session-view.js';
import { gap, heading, type Overlay, paragraph } from './overlay.js';

const nothingYet =
  'Nothing to tell yet: no line of yours has gone out while somebody was here whose program says what it has got.';

const whoIsCounted =
  'Counted are the people who were here when it went out and still are: not who came later, not programs in pipes, and not who uses the original program, which never says what it has got.';

/** @param receipt absent: there is no line yet that anybody could have */
export function heldOverlay(receipt: ReceiptView | undefined, columns: number): Overlay {
  const title = 'Who has got your latest line';
  if (receipt === undefined) return { title, lines: paragraph(nothingYet, columns) };
  const { text, heldBy, missing } = receipt;
  const of = heldBy.length + missing.length;
  return {
    title,
    lines: [
      heading(`“${text.replaceAll('\n', ' ')}”`, columns),
      ...paragraph(`has it (${heldBy.length} of ${of}): ${listed(heldBy)}`, columns, gap.length),
      ...paragraph(`not yet (${missing.length} of ${of}): ${listed(missing)}`, columns, gap.length),
      ...paragraph(whoIsCounted, columns),
    ],
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : names.join(', ');
}
