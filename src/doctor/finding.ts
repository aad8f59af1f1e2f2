// One thing that the doctor has to say. Plain data; only shapes.

/** The parts of the report, in its order. */
export const sections = ['computer', 'ports', 'interfaces', 'other doctors'] as const;

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
