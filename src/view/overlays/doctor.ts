// What the doctor has found, or how far it is: for `/doctor`.
import type { DoctorView, FindingView } from '../doctor-view.js';
import { faint, type Line, span } from '../frame.js';
import { hanging, heading, type Overlay, paragraph } from './overlay.js';

const adviceSign = '→';

/** A sign and a space. */
const indentColumns = 2;

/** @param doctor absent: it has not begun */
export function doctorOverlay(doctor: DoctorView | undefined, columns: number): Overlay {
  return {
    title: 'The doctor',
    lines: [
      ...progressLines(doctor, columns),
      ...(doctor?.parts ?? []).flatMap((part) =>
        [heading(part.heading, columns)].concat(
          part.findings.flatMap((finding) => findingLines(finding, columns)),
        ),
      ),
    ],
  };
}

function progressLines(doctor: DoctorView | undefined, columns: number): Line[] {
  if (doctor === undefined) return paragraph('The doctor is coming', columns);
  if (doctor.progress === undefined) return [];
  const { seconds, of } = doctor.progress;
  return paragraph(`Looking around: ${seconds} of ${of} s. The chat goes on meanwhile.`, columns);
}

function findingLines({ sign, text, advice }: FindingView, columns: number): Line[] {
  return [
    ...hanging([span(`${sign} `)], span(text), columns, indentColumns),
    ...(advice === undefined
      ? []
      : hanging(
          [span(`${' '.repeat(indentColumns)}${adviceSign} `, faint)],
          span(advice, faint),
          columns,
          2 * indentColumns,
        )),
  ];
}
