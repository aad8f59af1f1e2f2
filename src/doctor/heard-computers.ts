// Which other computers were heard, each once, however many addresses it has and whatever runs on it. Pure. All that others
// make it keep is bounded.

/** Computers remembered; the report need not name more. */
const maxComputers = 16;

/** Addresses remembered of one: one in each family, and as many again for a second interface. */
const maxAddresses = 4;

/** Programs remembered of one, by which its further addresses are known. */
const maxPrograms = 8;

/** What was heard: somebody chats there, or another doctor is at work. */
export type Heard = 'chat' | 'doctor';

/** A datagram of somebody else, as far as it concerns us. */
export interface HeardDatagram {
  /** Without a scope. */
  readonly address: string;
  /** The name of the interface on which it came, where that can be told. */
  readonly on: string | undefined;
  /** What sent it, and under which id; absent for what nobody can read. */
  readonly from?: { readonly what: Heard; readonly id: string } | undefined;
}

/** Another computer. */
export interface HeardComputer {
  /** Without scopes, those of IPv4 first; at least one. */
  readonly addresses: readonly string[];
  readonly on: string | undefined;
  /** Empty where nothing could be read. */
  readonly what: readonly Heard[];
  /** Ids of the programs on it: one that speaks from two addresses shows that both are of one computer. */
  readonly programs: readonly string[];
}

/** The computers after this datagram, in the order in which they were first heard; the same list when it tells nothing new. */
export function tookHeard(
  computers: readonly HeardComputer[],
  { address, on, from }: HeardDatagram,
): readonly HeardComputer[] {
  const program = from === undefined ? undefined : `${from.what} ${from.id}`;
  const isSame = ({ addresses, programs }: HeardComputer): boolean =>
    addresses.includes(address) || (program !== undefined && programs.includes(program));
  const known = computers.filter(isSame);
  const [first] = known;
  if (first === undefined && computers.length >= maxComputers) return computers;
  const next: HeardComputer = {
    addresses: inFamilies(united([...known.map(({ addresses }) => addresses), [address]], maxAddresses)),
    on: first?.on ?? on,
    what: united([...known.map(({ what }) => what), from === undefined ? [] : [from.what]]).toSorted(),
    programs: united(
      [...known.map(({ programs }) => programs), program === undefined ? [] : [program]],
      maxPrograms,
    ),
  };
  if (first !== undefined && known.length === 1 && isAlike(first, next)) return computers;
  if (first === undefined) return [...computers, next];
  return computers.filter((one) => one === first || !isSame(one)).map((one) => (one === first ? next : one));
}

/** Each value once, at most so many. */
function united<Value>(lists: readonly (readonly Value[])[], most = Number.POSITIVE_INFINITY): Value[] {
  return [...new Set(lists.flat())].slice(0, most);
}

/** An IPv6 address has colons. */
function inFamilies(addresses: readonly string[]): string[] {
  return addresses.toSorted((one, other) => Number(one.includes(':')) - Number(other.includes(':')));
}

/** Lists only grow. */
function isAlike(one: HeardComputer, other: HeardComputer): boolean {
  return (
    one.addresses.length === other.addresses.length &&
    one.what.length === other.what.length &&
    one.programs.length === other.programs.length &&
    one.on === other.on
  );
}
