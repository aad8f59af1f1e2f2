// What Linux prints in /proc/net/udp and udp6, and what is read from it.
import { expect, it } from 'vitest';
import { readKernelDrops } from '../../src/net/kernel-drops.js';

const head =
  '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
const udp = `${head}
 3333: 0B0806E0:1A9B 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 20531 2 0000000000000000 17
 3334: 0B0806E0:1A9C 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 20532 2 0000000000000000 5
 3335: 00000000:1A9B 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 20533 2 0000000000000000 0
`;
const udp6 = `${head}
 3333: 000012FF00000000000000000B0806E0:1A9B 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 20534 2 0000000000000000 3
`;

it.each([
  { name: 'both families', files: { udp, udp6 }, port: 6811, drops: 20 },
  { name: 'one family', files: { udp }, port: 6811, drops: 17 },
  { name: 'another port', files: { udp, udp6 }, port: 6812, drops: 5 },
  { name: 'a port that nobody has', files: { udp, udp6 }, port: 7000, drops: 0 },
  { name: 'no such file', files: {}, port: 6811, drops: undefined },
  { name: 'a file of another kind', files: { udp: 'no table' }, port: 6811, drops: 0 },
])('counts the drops: $name', ({ files, port, drops }) => {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`/proc/net/${name}`, text]));
  expect(readKernelDrops((path) => texts.get(path), port)).toBe(drops);
});
