// The man page: it says all that the tables say, and roff has nothing to complain about.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../scripts/man-page.js';
import { commands } from '../../src/chat/commands.js';
import { describeCommandLine } from '../../src/cli.js';
import { settingRows } from '../../src/settings/setting-rows.js';

const page = manPage('1.2.3');
const manual = describeCommandLine();

/** As the page spells it. */
function spelled(words: string): string {
  return words.replaceAll('-', String.raw`\-`);
}

describe('the man page', () => {
  it('names every command', () => {
    expect(manual.commands.filter(({ name }) => !page.includes(`.SS ${spelled(name)}\n`))).toEqual([]);
  });

  it('names every option', () => {
    const options = [manual, ...manual.commands].flatMap((command) => command.options);
    expect(options.filter(({ flags }) => !page.includes(spelled(flags)))).toEqual([]);
  });

  it('names every command of the chat, every setting and every variable', () => {
    const words = [
      ...commands.map(({ usage }) => usage),
      ...settingRows.map(({ key }) => key),
      ...settingRows.flatMap(({ variable }) => variable ?? []),
    ];
    expect(words.filter((word) => !page.includes(`\\fB${spelled(word)}\\fR`))).toEqual([]);
  });

  it('tells what a command cannot do without from what it can', () => {
    const synopsis = manPage('1.2.3').split('.SH')[2]?.split('\n');
    expect(synopsis).toContain(String.raw`\fBbackchannel replay\fR [\fIoptions\fR] \fIfile\fR`);
    expect(synopsis).toContain(String.raw`\fBbackchannel send\fR [\fIoptions\fR] [\fItext\[u2026]\fR]`);
  });

  it('is ASCII, and has no line that looks like a request and is none', () => {
    expect(page).toMatch(/^[\n\x20-\x7E]*$/u);
    const requests = page.split('\n').filter((line) => /^[.']/u.test(line));
    expect(requests.filter((line) => !/^\.(?:TH|SH|SS|TP|PP|br|nf|fi)\b/u.test(line))).toEqual([]);
  });

  it('is the same each time', () => {
    expect(manPage('1.2.3')).toBe(page);
  });

  it.runIf(spawnSync('groff', ['--version']).status === 0)('is read by groff without a complaint', () => {
    const { status, stdout, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-b'], {
      input: page,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('chat with whoever is on the same local network');
  });
});
