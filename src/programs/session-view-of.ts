// From the session's snapshot to what the view wants to know of it, by tags and context, never by a state's name.
import { changeSentence } from '../../machines/interface-reasons.js';
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
  const { joined, refused } = network;
  const { retryAt } = recovery;
  const phase = phases.find((tag) => snapshot.hasTag(tag)) ?? 'closed';
  const reason = reasonOf(phase, snapshot);
  return {
    phase,
    handle: identity.handle,
    group: settings.group,
    port: settings.port,
    joined,
    refused: refused.map(({ interface: { name }, code }) => ({ name, code })),
    waiting: outbox.length,
    heard: room.roster.size,
    transcript: room.transcript,
    ...(reason === undefined ? {} : { reason }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

function reasonOf(phase: Phase, { context }: SessionSnapshot): string | undefined {
  const { lastChange } = context.network;
  if (phase === 'rebinding') return lastChange === undefined ? undefined : changeSentence(lastChange);
  return context.recovery.trouble?.sentence;
}
