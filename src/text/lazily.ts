// What is made only when it is first asked for: a regular expression of Unicode's properties takes a good part of a
// millisecond to make, and most text needs none of them.

/** Gives what `make` returns; makes it once, when it is first asked for. */
export function lazily<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
