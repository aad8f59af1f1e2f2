// A network card of a host: an interface with an address on a cable to a switch, and all that can happen to it. Knows
// nothing of the programs that use it. A card and its interface are told apart: the same card can come back as another.
import { type Cable, destroy, moveCable, plugIn, setLink, untilAddress } from './cable.js';

/** The prefix length of every LAN's addresses. */
const prefixLength = 24;

/** What a card is to the system. */
export interface CardIdentity {
  /** The interface's name. */
  readonly name: string;
  /** Its IPv4 address. */
  readonly address: string;
}

/** Each method resolves when the system has noticed: that is the moment from which a program may know. */
export interface NetworkCard {
  /** The interface's name, as it is or was last. */
  readonly name: string;
  /** Its IPv4 address, as it is or was last. */
  readonly address: string;
  /** Pulls the cable out of the switch, or puts it back: the address stays, the carrier goes. */
  cable(state: 'in' | 'out'): Promise<void>;
  /** Turns the interface off or on, as `ip link set … down` does: the address stays. */
  link(state: 'up' | 'down'): Promise<void>;
  /** Takes the address away, as when a DHCP lease has run out. */
  removeAddress(): Promise<void>;
  /** Gives it an address again, the same if none is named. */
  addAddress(address?: string): Promise<void>;
  /** Both at once, as a new DHCP lease does. */
  replaceAddress(address: string): Promise<void>;
  /** Takes the card out of the host: to the system the interface is gone, and its number never comes back. */
  remove(): Promise<void>;
  /** Puts the card back in, as what it was or as something else. */
  insert(identity?: Partial<CardIdentity>): Promise<void>;
}

/** Where a card goes, and as what. */
type CardPlace = Omit<Cable, 'interface'> & CardIdentity;

/** Puts a card into a host; resolves when datagrams pass. */
export async function insertCard({ name, address, ...ends }: CardPlace): Promise<NetworkCard> {
  let identity: CardIdentity = { name, address };
  const cable = (): Cable => ({ ...ends, interface: identity.name });
  const changeAddress = async (change: 'add' | 'delete'): Promise<string> =>
    await ends.host.ip(`address ${change} ${identity.address}/${prefixLength} dev ${identity.name}`);

  const removeAddress = async (): Promise<void> => void (await changeAddress('delete'));
  const addAddress = async (next = identity.address): Promise<void> => {
    identity = { ...identity, address: next };
    await changeAddress('add');
    await untilAddress(cable(), next);
  };
  const insert = async (other: Partial<CardIdentity> = {}): Promise<void> => {
    identity = { ...identity, ...other };
    await plugIn(cable(), hardwareAddressFor(identity.address));
    await addAddress();
  };

  await insert();
  return {
    get name() {
      return identity.name;
    },
    get address() {
      return identity.address;
    },
    cable: async (state) => await moveCable(cable(), state),
    link: async (state) => await setLink(cable(), state),
    removeAddress,
    addAddress,
    replaceAddress: async (next) => {
      // The old one first: the second address of one prefix would be a secondary, and go together with the first.
      await removeAddress();
      await addAddress(next);
    },
    remove: async () => await destroy(cable()),
    insert,
  };
}

/**
 * Locally administered (IEEE 802 §8.4), and always the same for one IPv4 address: a card that comes back as what it was
 * differs in nothing that a program can read but the number of its interface, and the others' ARP tables stay right.
 */
function hardwareAddressFor(address: string): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return ['02', '00', ...octets].join(':');
}
