// The ways in which `send` and `receive` end, and the exit codes that scripts rely on.
import { expect, it } from 'vitest';
import { isRunning, untilChild } from '../support/child-process.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, doneQuietly, type PipedProgram, piped, program } from '../support/program.js';
import { allOf, labSupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareLan } from '../support/shared-lan.js';
import { waitUntil } from '../support/wait-until.js';

describeWhen(allOf(labSupport(), builtSupport()), 'the end of send and receive', () => {
  const lan = shareLan({ hosts: ['alice', 'bob', 'hermit'] });

  const here = room(20);
  const spawn = (host: string, argv: readonly string[]): PipedProgram =>
    piped(lan.host(host).spawn(argv, { env: lan.home.env, stdio: 'pipe' }));
  const run = (host: string, ...args: readonly string[]): PipedProgram =>
    spawn(host, program(...args, ...here.options));
  const untilJoined = async (host: string, running: PipedProgram): Promise<void> =>
    await running.whileRunning(lan.host(host).untilJoined(here.group, here.port));

  it.each(['SIGINT', 'SIGTERM'] as const)('receive ends with 0 on %s', async (signal) => {
    const receiver = run('bob', 'receive');
    await untilJoined('bob', receiver);
    receiver.kill(signal);
    expect(await receiver.end).toEqual(doneQuietly);
  });

  it('receive ends with 0, and quietly, when nobody reads it any more (EPIPE)', async () => {
    const receiver = run('bob', 'receive');
    await untilJoined('bob', receiver);
    receiver.stdout.destroy();
    expect(await run('alice', 'send', 'is anybody reading?').end).toEqual(doneQuietly);
    expect(await receiver.end).toEqual(doneQuietly);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'send without anything unsent ends with 0 on %s',
    async (signal) => {
      const sender = run('alice', 'send');
      await untilJoined('alice', sender);
      sender.kill(signal);
      expect(await sender.end).toEqual(doneQuietly);
    },
  );

  it('receive leaves no process behind when it is killed', async () => {
    const child = lan
      .host('bob')
      .spawn(program('receive', ...here.options), { env: lan.home.env, stdio: 'pipe' });
    const receiver = piped(child);
    await untilJoined('bob', receiver);
    const monitor = await untilChild(child.pid ?? 0, 'ip');
    receiver.kill('SIGKILL');
    await receiver.end;
    const ended = await waitUntil('its child to end', async () => !(await isRunning(monitor)) || undefined);
    expect(ended).toBe(true);
  });

  it('send ends with 0 at the end of its input, though nothing was said', async () => {
    const sender = run('alice', 'send');
    sender.stdin.end();
    expect(await sender.end).toEqual(doneQuietly);
  });

  it('send ends with 1 and the reason when its input is a directory', async () => {
    const sender = spawn('alice', ['sh', '-c', 'exec "$@" < /', 'sh', ...program('send', ...here.options)]);
    expect(await sender.end).toMatchObject({ code: 1, errors: [expect.stringMatching(/it is a directory/)] });
  });

  it('a chat line by line ends with 1 and the reason when its input is a directory', async () => {
    const chat = spawn('alice', ['sh', '-c', 'exec "$@" < /', 'sh', ...program('--plain', ...here.options)]);
    expect(await chat.end).toMatchObject({ code: 1, errors: [expect.stringMatching(/it is a directory/)] });
  });

  it('send ends with 1 and the reason when there is no network at all', async () => {
    const hermit = lan.host('hermit');
    await hermit.cable('out');
    const sender = run('hermit', 'send', 'is anybody there?');
    expect(await sender.end).toMatchObject({
      code: 1,
      errors: [expect.stringMatching(/not sent: there is no network/)],
    });
  });

  it('the chat outside a terminal ends with 2 and points at send and receive', async () => {
    const chat = run('alice', 'ann');
    expect(await chat.end).toMatchObject({
      code: 2,
      errors: [expect.stringMatching(/terminal.*send.*receive/)],
    });
  });

  it.each([
    { option: ['--port', '0'], sentence: /--port "0" .* 1 to 65534/ },
    { option: ['--group', '10.0.0.1'], sentence: /--group "10\.0\.0\.1" .*multicast/ },
    { option: ['--interface', 'eth7'], sentence: /interface "eth7" .*eth0 \(10\.77\.0\.1\)/ },
  ])('refuses $option with 2 and a sentence', async ({ option, sentence }) => {
    const sender = spawn('alice', program('send', ...option, 'hello'));
    expect(await sender.end).toMatchObject({ code: 2, errors: [expect.stringMatching(sentence)] });
  });
});
