// The original as the other lab tests use it: it draws what a peer sends, and dies silently of what the real one dies of.
import { expect, it } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { labSupport } from '../support/requirements.js';
import { type Room, room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';

/** A bare sender: argv is group, port, interface address, the datagram's text. */
const senderScript = `
  const [group, port, address, text] = process.argv.slice(1);
  const socket = require('node:dgram').createSocket('udp4');
  socket.bind(0, address, () => {
    socket.setMulticastInterface(address);
    socket.send(text, Number(port), group, () => socket.close());
  });`;

describeWhen(labSupport(), 'the original on a host of the lab', () => {
  const lan = shareLan({ hosts: ['alice', 'bob'] });

  const send = async ({ group, port }: Room, text: string): Promise<string> => {
    const alice = lan.host('alice');
    const settings = [group, String(port), alice.address];
    return await alice.run(process.execPath, '--eval', senderScript, ...settings, text);
  };

  it('talks with its like, and does not hear itself', async () => {
    const here = room(0);
    const ann = await lan.original('alice', here, 'ann');
    const ben = await lan.original('bob', here, 'ben');
    ann.say('is anybody there?');
    await ben.waitForLine((line) => line === '<ann> is anybody there?');
    ben.say('I am');
    await ann.waitForLine((line) => line === '<ben> I am');
    expect(ann.lines()).toEqual(['<ben> I am']);
    expect(await ann.fate()).toEqual({ alive: true });
  });

  it('draws twice what comes twice', async () => {
    const here = room(1);
    const ben = await lan.original('bob', here, 'ben');
    const message = JSON.stringify({ client_id: 'a', handle: 'ann', content: 'hm' });
    await send(here, message);
    await send(here, message);
    await send(here, JSON.stringify({ client_id: 'a', handle: 'ann', content: 'end' }));
    await ben.waitForLine((line) => line === '<ann> end');
    expect(ben.lines()).toEqual(['<ann> hm', '<ann> hm', '<ann> end']);
  });

  it('dies of a missing key, says so when asked, and draws nothing any more', async () => {
    const here = room(2);
    const ben = await lan.original('bob', here, 'ben');
    await send(here, JSON.stringify({ client_id: 'a', handle: 'ann' }));
    await expect(ben.waitForLine(() => true)).rejects.toThrow('the original has died of a missing key');
    expect(await ben.fate()).toEqual({ alive: false, cause: 'a missing key' });
    await send(here, JSON.stringify({ client_id: 'a', handle: 'ann', content: 'hello?' }));
    expect(await ben.fate()).toMatchObject({ alive: false });
    expect(ben.lines()).toEqual([]);
  });
});
