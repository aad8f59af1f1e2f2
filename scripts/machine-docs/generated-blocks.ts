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
  const places = new Set([...page.matchAll(block)].map(({ groups }) => groups?.['name']));
  for (const name of blocks.keys())
    if (!places.has(name)) throw new Error(`the page has no place for the block "${name}"`);
  return page.replaceAll(block, (_, name: string) => {
    const text = blocks.get(name);
    if (text === undefined) throw new Error(`the page has a place for a block "${name}" that does not exist`);
    return `<!-- generated: ${name} -->\n\n${text}\n\n<!-- /generated -->`;
  });
}
