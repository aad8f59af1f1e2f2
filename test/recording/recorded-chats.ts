// Two chats in which much happens, recorded.
import { recordedChat, type RecordedOptions } from './recorded-chat.js';

/** A quarter of an hour of everything. */
export async function busyChat(seed: number, options: Partial<RecordedOptions> = {}) {
  const ann = await recordedChat({
    seed,
    loss: 0.25,
    duplication: 0.1,
    delayMs: [1, 40],
    reordering: 0.3,
    ...options,
  });
  const bob = ann.join('bob');
  await ann.pass(3000);
  ann.reports$.next('\x1B]11;rgb:ffff/ffff/ffff\x1B\\');
  const carol = ann.join('carol');
  for (let round = 0; round < 5; round += 1) {
    bob(`this is line ${round} of bob's`);
    ann.type(`and this is ann's ${round}`);
    await ann.pass(30);
    ann.press('ENTER');
    carol(`@ann do you hear me? ${round}`);
    await ann.pass(700);
  }
  ann.focus(false);
  bob('ann: are you there');
  await ann.pass(5000);
  ann.focus(true);
  ann.size$.next({ columns: 132, rows: 40 });
  ann.paste('three\nlines\nat once');
  ann.press('ENTER');
  await ann.pass(2000);
  ann.type('/net');
  ann.press('ENTER');
  await ann.pass(4000);
  ann.press('ESCAPE');
  ann.type('/doctor');
  ann.press('ENTER');
  await ann.pass(2000);
  ann.press('ESCAPE');
  ann.type('/reload');
  ann.press('ENTER');
  await ann.pass(2000);
  ann.writable$.next(false);
  bob('while the terminal is busy');
  await ann.pass(500);
  ann.writable$.next(true);
  ann.host.unplug();
  ann.type('said without a network');
  ann.press('ENTER');
  await ann.pass(6000);
  ann.host.plug();
  await ann.pass(8000);
  ann.host.failSends('EPERM');
  ann.type('somebody does not like this');
  ann.press('ENTER');
  await ann.pass(3000);
  ann.host.failSends(undefined);
  ann.host.loseSockets('EIO');
  await ann.pass(20_000);
  return ann;
}

/** A shorter one, in the line mode. */
export async function plainChat(options: Partial<RecordedOptions> = {}) {
  const ann = await recordedChat({ seed: 4, loss: 0.2, plain: true, ...options });
  const bob = ann.join('bob');
  await ann.pass(3000);
  for (const text of [
    'good morning',
    '/who',
    '/net',
    '/doctor',
    '/nick anna',
    'as anna',
    '/reload',
    '/nonsense',
  ]) {
    void ann.line(text);
    bob(`ann said ${text.length} letters`);
    await ann.pass(2500);
  }
  ann.endInput();
  await ann.pass(10_000);
  return ann;
}
