// The diagnosis as text for people: grouped by headings, a mark before each finding, at most 80 columns. Pure.
import type { Diagnosis } from './diagnose.js';
import { type Finding, findingSigns, sectionHeading, sections } from './finding.js';

/** The width of a terminal that nobody has widened. */
const maxColumns = 80;

/** The whole report, with a line break at its end. */
export function reportText({ findings, verdict }: Diagnosis): string {
  const parts = sections.flatMap((section) => {
    const found = findings.filter((each) => each.section === section);
    if (found.length === 0) return [];
    return [[sectionHeading(section)], found.flatMap(linesOf), ['']].flat();
  });
  const conclusion = `${findingSigns[verdict.works ? 'ok' : 'failure']} ${verdict.sentence}`;
  return [...parts, 'Verdict', ...folded(conclusion, '  ', '    '), ''].join('\n');
}

function linesOf({ mark, text, advice }: Finding): string[] {
  const said = folded(`${findingSigns[mark]} ${text}`, '  ', '    ');
  return advice === undefined ? said : [...said, ...folded(`→ ${advice}`, '    ', '      ')];
}

/** Folds at spaces; a word longer than a line stays whole. */
function folded(text: string, indent: string, furtherIndent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? `${line}${word}` : `${line} ${word}`;
    if (isEmpty || longer.length <= maxColumns) {
      line = longer;
    } else {
      lines.push(line);
      line = `${furtherIndent}${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
