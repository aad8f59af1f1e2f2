// What `backchannel config` prints.
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/cli.js';
import { runConfig } from '../../src/programs/config-program.js';
import type { SettingsFiles } from '../../src/settings/settings-files.js';

const files: SettingsFiles = {
  platform: 'linux',
  read: () => ({ type: 'text', text: '{"notify": "all", "keys": {"ctrl-q": "quit"}}' }),
};
const env = { HOME: '/home/alice', LOGNAME: 'alice', BACKCHANNEL_MOUSE: '0' };

function asked(
  line: readonly string[],
  more: Partial<SettingsFiles> = {},
  variables: NodeJS.ProcessEnv = env,
) {
  const invocation = readCommandLine(['config', ...line], variables, '1.2.3', { ...files, ...more });
  if (invocation.type !== 'config') throw new Error(JSON.stringify(invocation));
  return invocation;
}

async function run(...[line, more, variables]: Parameters<typeof asked>) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runConfig(asked(line, more, variables), { stdout, stderr });
  return { code, printed: String(stdout.read() ?? ''), complained: String(stderr.read() ?? '') };
}

describe('backchannel config', () => {
  it('prints a table of what holds and where it comes from', async () => {
    const { code, printed } = await run(['--port', '7000', '--interface', 'eth0', '--interface', 'wlan0']);
    expect(code).toBe(0);
    expect(printed.split('\n')).toEqual([
      'setting     value              from',
      'handle      alice              your login name',
      'group       224.6.8.11         default',
      'port        7000               --port',
      'ttl         1                  default',
      'interfaces  eth0, wlan0        --interface',
      'plain       false              default',
      'theme       auto               default',
      'themes      {}                 default',
      'colour      auto               default',
      'mouse       false              BACKCHANNEL_MOUSE',
      'notify      all                the file',
      'hyperlinks  true               default',
      'people      auto               default',
      'emoji       true               default',
      'time        24h                default',
      'keys        {"ctrl-q":"quit"}  the file',
      '',
      'The file is /home/alice/.config/backchannel/config.json',
      '',
    ]);
  });

  it.each<[string, Partial<SettingsFiles>, NodeJS.ProcessEnv, string]>([
    [
      'none',
      { read: () => ({ type: 'absent' }) },
      env,
      'The file would be /home/alice/.config/backchannel/config.json; there is none.\n',
    ],
    ['no home', {}, { LOGNAME: 'alice' }, 'There is no home, and so no place for a settings file.\n'],
  ])('says that there is %s', async (_, more, variables, expected) => {
    expect((await run([], more, variables)).printed).toMatch(new RegExp(`\n\n${expected}$`, 'u'));
  });

  it('prints JSON for scripts', async () => {
    const { printed } = await run(['--json', '--no-plain', '--handle', 'bob']);
    expect(JSON.parse(printed)).toMatchObject({
      version: 1,
      file: { path: '/home/alice/.config/backchannel/config.json', exists: true },
      settings: {
        handle: { value: 'bob', source: 'flag', name: '--handle' },
        port: { value: 6811, source: 'default' },
        plain: { value: false, source: 'flag', name: '--no-plain' },
        mouse: { value: false, source: 'environment', name: 'BACKCHANNEL_MOUSE' },
        keys: {
          value: { 'ctrl-q': 'quit' },
          source: 'file',
          name: '/home/alice/.config/backchannel/config.json',
        },
      },
    });
  });

  it('lets nothing through that a terminal would obey', async () => {
    const { printed } = await run(['--config', '\u009B31m.json']);
    expect(printed).toContain(String.raw`\u009b31m.json`);
    expect(printed).not.toMatch(/[\u0080-\u009F]/u);
  });

  it.each([
    ['the disk is full', 'ENOSPC', 1, 'backchannel: the output cannot be written: the disk is full\n'],
    ['nobody reads any more', 'EPIPE', 0, ''],
  ])('knows what to do when %s', async (message, code, exitCode, complaint) => {
    const stderr = new PassThrough();
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(message), { code })),
    });
    expect(await runConfig(asked([]), { stdout, stderr })).toBe(exitCode);
    expect(String(stderr.read() ?? '')).toBe(complaint);
  });
});
