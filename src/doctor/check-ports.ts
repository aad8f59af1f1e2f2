// Whether both ports could be opened beside whoever else has them, and how much the system holds for us.
import type { DoctorFacts, PortFacts } from './facts.js';
import type { Finding } from './finding.js';

/** Less than this is full after some hundred datagrams, which a busy moment is enough for: bytes. */
const smallReceiveBufferBytes = 512 * 1024;

const bytesPerKibibyte = 1024;

export function checkPorts(facts: DoctorFacts): Finding[] {
  const { chat, control } = facts;
  return [
    ...openedOrNot(chat, 'chat', facts),
    ...chatWay(facts),
    ...openedOrNot(control, 'control', facts),
    ...receiveBuffer(facts),
    ...drops(facts),
  ];
}

function openedOrNot({ port, trouble }: PortFacts, name: string, facts: DoctorFacts): Finding[] {
  const check = `${name}-port`;
  if (trouble === undefined) {
    // The chat that asks has each port open, too.
    const own = facts.runningChat === undefined ? 1 : 2;
    const others = socketsOn(port, facts).length - own;
    const shared = others > 0 ? `, shared with ${others} more of this computer` : '';
    return [{ section: 'ports', check, mark: 'ok', text: `UDP port ${port} (${name}) is open${shared}` }];
  }
  // Without an interface no port has been tried, and that is said where the interfaces are.
  if (trouble.tag === 'no-network') return [];
  const owners = [...new Set(socketsOn(port, facts).map(({ user }) => user))];
  const owner = trouble.tag === 'bind' && owners.length > 0 ? ` (user id ${owners.join(', ')} has it)` : '';
  const { sentence } = trouble;
  // Our sentences end in a colon and what to do.
  const colon = sentence.lastIndexOf(': ');
  const [text, advice] = colon < 0 ? [sentence] : [sentence.slice(0, colon), sentence.slice(colon + 2)];
  return [
    {
      section: 'ports',
      check,
      mark: 'failure',
      text: `${text}${owner}`,
      ...(advice === undefined ? {} : { advice }),
    },
  ];
}

/** The way of the chat itself is not tried: what is sent on its port stands on everybody's screen. */
function chatWay({ chat, control, runningChat }: DoctorFacts): Finding[] {
  if (chat.trouble !== undefined) return [];
  const check = 'chat-way';
  if (runningChat === undefined) {
    const text = `nothing was sent on port ${chat.port} itself, since people would see it: a firewall against that port alone is not found by this`;
    return control.trouble === undefined ? [{ section: 'ports', check, mark: 'note', text }] : [];
  }
  const { trouble } = runningChat;
  return trouble === undefined
    ? [{ section: 'ports', check, mark: 'ok', text: 'the network takes what this chat says' }]
    : [
        {
          section: 'ports',
          check,
          mark: 'failure',
          text: `the network does not take what this chat says: ${trouble}`,
        },
      ];
}

function receiveBuffer({ chat, system }: DoctorFacts): Finding[] {
  const { receiveBufferBytes } = chat;
  if (receiveBufferBytes === undefined) return [];
  const text = `the system holds ${Math.round(receiveBufferBytes / bytesPerKibibyte)} KiB for us while we are busy`;
  const check = 'receive-buffer';
  if (receiveBufferBytes >= smallReceiveBufferBytes) return [{ section: 'ports', check, mark: 'ok', text }];
  const advice =
    system.maxReceiveBufferBytes === undefined
      ? 'messages may be lost in a busy moment'
      : 'messages may be lost in a busy moment: "sysctl -w net.core.rmem_max=4194304" allows more';
  return [{ section: 'ports', check, mark: 'warning', text, advice }];
}

function drops(facts: DoctorFacts): Finding[] {
  const dropped = socketsOn(facts.chat.port, facts).reduce((sum, socket) => sum + socket.drops, 0);
  if (dropped === 0) return [];
  return [
    {
      section: 'ports',
      check: 'drops',
      mark: 'warning',
      text: `the system dropped ${dropped} datagrams on port ${facts.chat.port}: a program was too slow to read them`,
    },
  ];
}

function socketsOn(port: number, { system }: DoctorFacts) {
  return (system.udpSockets ?? []).filter((socket) => socket.port === port);
}
