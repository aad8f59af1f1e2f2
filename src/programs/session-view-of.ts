// From the session's snapshot to what the view wants to know of it, by tags and context, never by a state's name.
import type { NetworkState, SessionContext } from '../../machines/session.context.js';
import type { SessionSnapshot } from '../../machines/session.machine.js';
import { displayHandle, sharedHandles } from '../chat/display-handle.js';
import { isListed, isPresent, type Peer } from '../chat/peer.js';
import { holders, type Receipts } from '../chat/receipts.js';
import type { Roster } from '../chat/roster.js';
import { newestFirst } from '../chat/transcript.js';
import { familyOf } from '../net/addresses.js';
import { deviceOf } from '../net/interfaces.js';
import type { NetworkInterface } from '../net/transport.js';
import type { InterfaceView, PersonView, Phase, ReceiptView, SessionView } from '../view/session-view.js';
import { netViewOf } from './net-view-of.js';

/** The first tag that holds is the phase: a blocked session is also sending, and that is the lesser news. */
const phases = [
  'closed',
  'leaving',
  'error',
  'blocked',
  'rebinding',
  'joining',
  'sending',
  'connected',
] as const satisfies Phase[];

export function sessionViewOf(snapshot: SessionSnapshot): SessionView {
  const { settings, identity, network, outbox, room, roster, recovery } = snapshot.context;
  const refused = new Map(
    [...network.refused, ...network.refusedSending].map((one) => [one.interface.name, one.code]),
  );
  const { retryAt } = recovery;
  const phase = phases.find((tag) => snapshot.hasTag(tag)) ?? 'closed';
  const reason = reasonOf(phase, snapshot);
  const latestReceipt = latestReceiptOf(snapshot.context);
  return {
    phase,
    handle: identity.handle,
    name: displayHandle(roster, identity.clientId, identity.handle),
    sharedHandles: sharedHandles(roster),
    group: spokenGroup(settings.groups, network),
    port: settings.port,
    joined: oneForEachDevice(network.joined),
    refused: [...refused].map(([name, code]) => ({ name, code })),
    waiting: outbox.length,
    people: peopleIn(roster),
    transcript: room.transcript,
    net: netViewOf(snapshot.context),
    ...(latestReceipt === undefined ? {} : { latestReceipt }),
    ...(reason === undefined ? {} : { reason }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

function reasonOf(phase: Phase, { context: { network, recovery } }: SessionSnapshot): string | undefined {
  return recovery.trouble?.sentence ?? (phase === 'rebinding' ? network.openedBecause : undefined);
}

/** The room's group of the family in which we speak: IPv6 only where no interface has anything else. */
function spokenGroup(groups: readonly string[], { joined, interfaces }: NetworkState): string {
  const used = joined.length > 0 ? joined : interfaces;
  const spoken = groups.find((group) => used.some(({ family }) => family === familyOf(group)));
  return spoken ?? groups[0] ?? '';
}

/** The first address of each, which is of the preferred family where it has one. */
function oneForEachDevice(joined: readonly NetworkInterface[]): readonly InterfaceView[] {
  const devices = new Map<string, NetworkInterface>();
  for (const one of joined) {
    const known = devices.get(deviceOf(one));
    if (known === undefined || (known.family === 'IPv6' && one.family === 'IPv4'))
      devices.set(deviceOf(one), one);
  }
  return [...devices.values()];
}

/** The roster changes far less often than the session. */
const peopleByRoster = new WeakMap<Roster, readonly PersonView[]>();

/** Programs in pipes are nobody whom one could talk to. */
function peopleIn(roster: Roster): readonly PersonView[] {
  const known = peopleByRoster.get(roster);
  if (known !== undefined) return known;
  const people = withoutFormer([...roster.peers.values()])
    .filter(isListed)
    .map((peer) => personView(peer, roster));
  peopleByRoster.set(roster, people);
  return people;
}

/**
 * Those who are gone only once: of one handle on one computer it is the same person mostly, with the program started anew.
 * Of several the latest stays, and none if they are here again.
 */
function withoutFormer(peers: readonly Peer[]): readonly Peer[] {
  const standsFor = new Map<string, Peer>();
  for (const peer of peers) {
    const key = placeOf(peer);
    const known = standsFor.get(key);
    if (known === undefined || !isPresent(known)) standsFor.set(key, peer);
  }
  return peers.filter((peer) => isPresent(peer) || standsFor.get(placeOf(peer)) === peer);
}

/** A handle on a computer. */
function placeOf({ handle, address }: Peer): string {
  return `${address?.address ?? ''} ${handle}`;
}

function personView(
  { clientId, handle, presence, firstHeardAt, kind, address }: Peer,
  roster: Roster,
): PersonView {
  return {
    name: displayHandle(roster, clientId),
    handle,
    presence,
    heardFirstAt: firstHeardAt,
    isOriginal: kind === 'original',
    ...(address === undefined ? {} : { address: address.address }),
  };
}

/** Who holds what changes far less often than the session. */
const latestByReceipts = new WeakMap<Receipts, ReceiptView | undefined>();

function latestReceiptOf(context: SessionContext): ReceiptView | undefined {
  const { receipts } = context;
  if (!latestByReceipts.has(receipts)) latestByReceipts.set(receipts, readLatestReceipt(context));
  return latestByReceipts.get(receipts);
}

function readLatestReceipt({ receipts, roster, room }: SessionContext): ReceiptView | undefined {
  const latest = receipts.messages.at(-1);
  const who = latest === undefined ? undefined : holders(receipts, latest.key);
  if (latest === undefined || who === undefined) return undefined;
  if (who.holding.length + who.lacking.length === 0) return undefined;
  const names = (ids: readonly string[]) => ids.map((clientId) => displayHandle(roster, clientId)).toSorted();
  for (const entry of newestFirst(room.transcript)) {
    if (entry.key === latest.key && entry.kind === 'message')
      return { text: entry.text, heldBy: names(who.holding), missing: names(who.lacking) };
  }
  return undefined;
}
