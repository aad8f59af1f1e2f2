// One thing that the doctor has to say, and the signs and headings under which people see it. Plain data.

/** The parts of the report, in its order. */
export const sections = ['computer', 'ports', 'interfaces', 'other doctors'] as const;

/** How people see a part's name. */
export function sectionHeading(section: (typeof sections)[number]): string {
  return `${section[0]?.toUpperCase()}${section.slice(1)}`;
}

export interface Finding {
  readonly section: (typeof sections)[number];
  /** Which check says this: stable, for scripts. */
  readonly check: string;
  /** As it should be; worth knowing; may be the cause of trouble; is trouble. */
  readonly mark: 'ok' | 'note' | 'warning' | 'failure';
  /** What is the case, in words for the person at the keyboard; no full stop. */
  readonly text: string;
  /** What to do about it; no full stop. */
  readonly advice?: string;
}

/** What stands before a finding, so that no colour is needed to tell how it is. */
export const findingSigns: Readonly<Record<Finding['mark'], string>> = {
  ok: '✓',
  note: '·',
  warning: '!',
  failure: '✗',
};
