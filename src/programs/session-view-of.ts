// From the session's snapshot to what the view wants to know of it, by tags and context, never by a state's name.
import type { SessionSnapshot } from '../../machines/session.machine.js';
import type { Phase, SessionView } from '../view/session-view.js';

/** The first tag that holds is the phase: a blocked session is also sending, and that is the lesser news. */
const phases = [
  'closed',
  'error',
  'blocked',
  'rebinding',
  'joining',
  'sending',
  'connected',
] as const satisfies Phase[];

export function sessionViewOf(snapshot: SessionSnapshot): SessionView {
  const { settings, identity, network, outbox, room, recovery } = snapshot.context;
  const { joined } = network;
  const refused = new Map(
    [...network.refused, ...network.refusedSending].map((one) => [one.interface.name, one.code]),
  );
  const { retryAt } = recovery;
  const phase = phases.find((tag) => snapshot.hasTag(tag)) ?? 'closed';
  const reason = reasonOf(phase, snapshot);
  return {
    phase,
    handle: identity.handle,
    group: settings.group,
    port: settings.port,
    joined,
    refused: [...refused].map(([name, code]) => ({ name, code })),
    waiting: outbox.length,
    heard: room.roster.size,
    transcript: room.transcript,
    ...(reason === undefined ? {} : { reason }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

function reasonOf(phase: Phase, { context: { network, recovery } }: SessionSnapshot): string | undefined {
  return recovery.trouble?.sentence ?? (phase === 'rebinding' ? network.openedBecause : undefined);
}
