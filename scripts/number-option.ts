// Numbers that a command of the project is given.

/** What a number may be. */
export interface NumberOption {
  /** If none is given. */
  readonly usual: number;
  /** 0, if left out. */
  readonly least?: number;
  readonly most?: number;
  readonly isWhole?: boolean;
}

/**
 * The number that a word stands for.
 *
 * @param option what it is given by, for the sentence
 * @throws {Error} with a sentence, when it is none or another than may be
 */
export function numberOption(
  word: string | undefined,
  option: string,
  { usual, least = 0, most = Number.MAX_SAFE_INTEGER, isWhole = false }: NumberOption,
): number {
  if (word === undefined) return usual;
  const value = Number(word);
  const fits = value >= least && value <= most && (!isWhole || Number.isInteger(value));
  if (word.trim() === '' || !fits) {
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
    throw new Error(`${option} "${word}" is no ${isWhole ? 'whole ' : ''}number ${range}`);
  }
  return value;
}
