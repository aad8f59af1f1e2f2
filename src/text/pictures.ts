// Characters that stand for what has no picture of its own.

/** Stands for a line break where there may be only one line. */
export const newlinePicture = '⏎';

/** Stands for what nobody can draw: C1 controls, lone surrogates, private use (U+FFFD, the Unicode Standard §23.8). */
export const unknownPicture = '\uFFFD';
