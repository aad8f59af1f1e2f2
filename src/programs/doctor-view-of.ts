// From an examination to what the view shows of it, the verdict before all else: on a small screen the rest is below.
import { type Finding, findingSigns, sectionHeading, sections } from '../doctor/finding.js';
import type { DoctorPart, DoctorView, FindingView } from '../view/doctor-view.js';
import type { ExaminationEvent } from './examine.js';

export function doctorViewOf(event: ExaminationEvent): DoctorView {
  if (event.type === 'looking') return { progress: { seconds: event.seconds, of: event.of }, parts: [] };
  const { findings, verdict } = event.diagnosis;
  const conclusion = { sign: findingSigns[verdict.works ? 'ok' : 'failure'], text: verdict.sentence };
  const parts = sections.map((section): DoctorPart => {
    const found = findings.filter((finding) => finding.section === section);
    return { heading: sectionHeading(section), findings: found.map(findingView) };
  });
  return {
    parts: [
      { heading: 'Verdict', findings: [conclusion] },
      ...parts.filter((part) => part.findings.length > 0),
    ],
  };
}

function findingView({ mark, text, advice }: Finding): FindingView {
  return { sign: findingSigns[mark], text, ...(advice === undefined ? {} : { advice }) };
}
