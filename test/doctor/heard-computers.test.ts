// Other computers, each once: by its addresses, and by the programs that speak from several of them.
import { describe, expect, it } from 'vitest';
import { type HeardComputer, type HeardDatagram, tookHeard } from '../../src/doctor/heard-computers.js';

const chat = { what: 'chat', id: 'b0b0b0b0b0' } as const;
const doctor = { what: 'doctor', id: 'd0d0d0d0d0' } as const;

function from(
  address: string,
  sender?: HeardDatagram['from'],
  on: string | undefined = 'eth0',
): HeardDatagram {
  return { address, on, from: sender };
}

function heard(datagrams: readonly HeardDatagram[]): readonly HeardComputer[] {
  return datagrams.reduce(tookHeard, []);
}

describe('a computer is listed', () => {
  it.each<[string, readonly HeardDatagram[], readonly Partial<HeardComputer>[]]>([
    [
      'once, however often it is heard',
      [from('10.0.0.2', chat), from('10.0.0.2', chat)],
      [{ what: ['chat'] }],
    ],
    [
      'once for both families, IPv4 first',
      [from('fe80::2', chat), from('10.0.0.2', chat)],
      [{ addresses: ['10.0.0.2', 'fe80::2'] }],
    ],
    [
      'once for all that runs on it',
      [from('10.0.0.2', doctor), from('10.0.0.2', chat)],
      [{ addresses: ['10.0.0.2'], what: ['chat', 'doctor'] }],
    ],
    [
      'once as soon as it is known that two are one, at the place of the first',
      [from('fe80::2', doctor), from('10.0.0.3', chat), from('10.0.0.2'), from('10.0.0.2', doctor)],
      [{ addresses: ['10.0.0.2', 'fe80::2'], what: ['doctor'] }, { addresses: ['10.0.0.3'] }],
    ],
    [
      'beside another whose program is another one',
      [from('10.0.0.2', chat), from('10.0.0.3', { ...chat, id: 'other' })],
      [{ addresses: ['10.0.0.2'] }, { addresses: ['10.0.0.3'] }],
    ],
    ['with nothing known of it', [from('10.0.0.2')], [{ what: [], programs: [] }]],
    [
      'with the interface on which it was first heard',
      [from('10.0.0.2'), from('10.0.0.2', chat, 'wlan0')],
      [{ on: 'eth0' }],
    ],
  ])('%s', (_, datagrams, expected) => {
    expect(heard(datagrams)).toMatchObject(expected);
  });

  it('as the same list while nothing is new', () => {
    const known = heard([from('10.0.0.2', chat)]);
    expect(tookHeard(known, from('10.0.0.2', chat))).toBe(known);
  });

  it('no further than anybody reads, whatever is sent', () => {
    const many = Array.from({ length: 400 }, (_, n) => [
      from(`10.0.1.${n}`, { what: 'chat', id: `${n}` }),
      from('10.0.0.2', { what: 'chat', id: `of one ${n}` }),
      from(`fe80::${n}`, chat),
    ]).flat();
    const known = heard(many);
    expect(known).toHaveLength(16);
    for (const { addresses, programs } of known) {
      expect(addresses.length).toBeLessThanOrEqual(4);
      expect(programs.length).toBeLessThanOrEqual(8);
    }
  });
});
