// What the view wants to know of an examination by the doctor, for `/doctor`. Plain data; only shapes.

/** One thing that the doctor has to say. */
export interface FindingView {
  /** Says by itself how it is: ✓ good, · worth knowing, ! may be the cause of trouble, ✗ trouble. */
  readonly sign: string;
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** A part of the report. */
export interface DoctorPart {
  readonly heading: string;
  readonly findings: readonly FindingView[];
}

export interface DoctorView {
  /** How many seconds the doctor has looked around, of how many; absent once it is done. */
  readonly progress?: { readonly seconds: number; readonly of: number };
  /** The report, the most important part first; empty while the doctor looks. */
  readonly parts: readonly DoctorPart[];
}
