// What belongs to sequence numbers, in their order: a persistent map in blocks of consecutive numbers, so that one more
// costs a copy of one block, and dropping the oldest costs next to nothing. Pure; its owners see to the bounds.

/** An immutable map; make one with {@link emptySequenceMap} and {@link set}. */
export interface SequenceMap<Item> {
  /** In ascending order; none is empty. */
  readonly blocks: readonly Block<Item>[];
  readonly size: number;
}

interface Block<Item> {
  /** Of the numbers in the block: their quotient by {@link numbersPerBlock}. */
  readonly number: number;
  /** By the remainder. */
  readonly items: readonly (Item | undefined)[];
  readonly size: number;
}

/** A sequence number, and what belongs to it. */
export type Numbered<Item> = readonly [sequence: number, item: Item];

/** Small enough to copy at once, large enough that 512 datagrams make a short list of blocks. */
const numbersPerBlock = 32;

const noItems: readonly undefined[] = Array.from({ length: numbersPerBlock });

export const emptySequenceMap: SequenceMap<never> = { blocks: [], size: 0 };

export function get<Item>({ blocks }: SequenceMap<Item>, sequence: number): Item | undefined {
  const block = blocks[lastIndexUpTo(blocks, numberOf(sequence))];
  return block?.number === numberOf(sequence) ? block.items[sequence % numbersPerBlock] : undefined;
}

/** The map with this item in place of what belonged to the number before. */
export function set<Item>(map: SequenceMap<Item>, sequence: number, item: Item): SequenceMap<Item> {
  const number = numberOf(sequence);
  const place = sequence % numbersPerBlock;
  const at = lastIndexUpTo(map.blocks, number);
  const block = map.blocks[at];
  if (block?.number !== number) {
    const items: readonly (Item | undefined)[] = noItems;
    const begun = { number, items: items.with(place, item), size: 1 };
    return { blocks: map.blocks.toSpliced(at + 1, 0, begun), size: map.size + 1 };
  }
  const isNew = block.items[place] === undefined ? 1 : 0;
  const changed = { number, items: block.items.with(place, item), size: block.size + isNew };
  return { blocks: map.blocks.with(at, changed), size: map.size + isNew };
}

/** The map with an item for each number from `first` on, which is above all that it has. */
export function append<Item>(
  map: SequenceMap<Item>,
  first: number,
  items: readonly Item[],
): SequenceMap<Item> {
  const blocks = [...map.blocks];
  for (let at = 0; at < items.length; ) {
    const number = numberOf(first + at);
    const place = (first + at) % numbersPerBlock;
    const part = items.slice(at, at + numbersPerBlock - place);
    const last = blocks.at(-1);
    const isBegun = last?.number === number;
    const before: readonly (Item | undefined)[] = isBegun ? last.items : noItems;
    if (isBegun) blocks.pop();
    blocks.push({
      number,
      items: before.toSpliced(place, part.length, ...part),
      size: (isBegun ? last.size : 0) + part.length,
    });
    at += part.length;
  }
  return { blocks, size: map.size + items.length };
}

/** What belongs to the numbers from `first` to `last`, both included, in their order. */
export function between<Item>({ blocks }: SequenceMap<Item>, first: number, last: number): Numbered<Item>[] {
  const found: Numbered<Item>[] = [];
  for (const block of blocks) {
    if (block.number > numberOf(last)) break;
    if (block.number < numberOf(first)) continue;
    for (const [sequence, item] of itemsOf(block)) {
      if (sequence >= first && sequence <= last) found.push([sequence, item]);
    }
  }
  return found;
}

/** The map without what belongs to numbers below this one. */
export function dropBelow<Item>(map: SequenceMap<Item>, sequence: number): SequenceMap<Item> {
  const [first] = map.blocks;
  if (first === undefined || first.number > numberOf(sequence)) return map;
  const blocks = map.blocks.flatMap((block) => {
    if (block.number > numberOf(sequence)) return [block];
    const items = block.items.map((item, place) => (numberAt(block, place) < sequence ? undefined : item));
    const size = items.filter((item) => item !== undefined).length;
    return size > 0 ? [{ number: block.number, items, size }] : [];
  });
  return { blocks, size: blocks.reduce((sum, { size }) => sum + size, 0) };
}

/** The map without its oldest numbers, a block of them, and what belonged to them. */
export function dropOldest<Item>({ blocks, size }: SequenceMap<Item>): {
  readonly map: SequenceMap<Item>;
  readonly dropped: readonly Item[];
} {
  const [oldest, ...rest] = blocks;
  const dropped = oldest === undefined ? [] : oldest.items.filter((item) => item !== undefined);
  return { map: { blocks: rest, size: size - dropped.length }, dropped };
}

/** The lowest number that something belongs to. */
export function lowest<Item>({ blocks }: SequenceMap<Item>): number | undefined {
  const [first] = blocks;
  return first === undefined ? undefined : numberAt(first, first.items.findIndex(isThere));
}

/** The highest number that something belongs to. */
export function highest<Item>({ blocks }: SequenceMap<Item>): number | undefined {
  const last = blocks.at(-1);
  return last === undefined ? undefined : numberAt(last, last.items.findLastIndex(isThere));
}

function isThere(item: unknown): boolean {
  return item !== undefined;
}

function itemsOf<Item>(block: Block<Item>): Numbered<Item>[] {
  return block.items.flatMap((item, place): Numbered<Item>[] =>
    item === undefined ? [] : [[numberAt(block, place), item]],
  );
}

function numberOf(sequence: number): number {
  return Math.floor(sequence / numbersPerBlock);
}

function numberAt({ number }: Block<unknown>, place: number): number {
  return number * numbersPerBlock + place;
}

/** The index of the last block with this number or a lower one, searched from the end, where most is; -1 if there is none. */
function lastIndexUpTo(blocks: readonly Block<unknown>[], number: number): number {
  let at = blocks.length - 1;
  while (at >= 0 && (blocks[at]?.number ?? 0) > number) at -= 1;
  return at;
}
