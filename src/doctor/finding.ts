// One thing that the doctor has to say, and the signs and headings under which people see it. Plain data.

/** The parts of the report, in its order. */
export const sections = ['computer', 'ports', 'interfaces', 'others'] as const;

type Section = (typeof sections)[number];

const headings: Readonly<Record<Section, string>> = {
  computer: 'Computer',
  ports: 'Ports',
  interfaces: 'Interfaces',
  others: 'Other computers: chats and doctors',
};

/** How people see a part's name. */
export function sectionHeading(section: Section): string {
  return headings[section];
}

export interface Finding {
  readonly section: Section;
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
