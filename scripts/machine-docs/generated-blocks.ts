// The parts of a hand-written page that a program writes, between comments that name them:
// `<!-- generated: NAME -->` … `<!-- /generated -->`. Everything else on the page is left as it is.

/** The text of each block, by its name. */
export type Blocks = ReadonlyMap<string, string>;

const block = /<!-- generated: (?<name>[^>]+?) -->\n[^]*?<!-- \/generated -->/gu;

/**
 * The page with each block's text brought up to date.
 *
 * @throws {Error} when the page has no place for a block, or a place for one that does not exist
 */
export function withBlocks(page: string, blocks: Blocks): string {
  for (const name of placesIn(page))
    if (name === undefined || !blocks.has(name))
      throw new Error(`the page has a place for a block "${name}" that does not exist`);
  return withSomeBlocks(page, blocks);
}

/**
 * The page with the text of these blocks brought up to date, and of no others.
 *
 * @throws {Error} when the page has no place for one of them
 */
export function withSomeBlocks(page: string, blocks: Blocks): string {
  const places = placesIn(page);
  for (const name of blocks.keys())
    if (!places.has(name)) throw new Error(`the page has no place for the block "${name}"`);
  return page.replaceAll(block, (asItIs, name: string) => {
    const text = blocks.get(name);
    return text === undefined ? asItIs : `<!-- generated: ${name} -->\n\n${text}\n\n<!-- /generated -->`;
  });
}

function placesIn(page: string): ReadonlySet<string | undefined> {
  return new Set([...page.matchAll(block)].map(({ groups }) => groups?.['name']));
}
