import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { generatedFiles } from '../../scripts/generated-files.js';
import { describeCommandLine, helpColumns, readCommandLine } from '../../src/cli.js';
import { answerTo } from '../../src/start/answers.js';

const version = '1.2.3';
vi.stubGlobal('BACKCHANNEL_VERSION', version);

/** Where the answers are put as the build does. */
const folder = mkdtempSync(join(tmpdir(), 'backchannel-answers-'));

beforeAll(() => {
  mkdirSync(join(folder, 'help'));
  for (const [path, text] of generatedFiles(version)) {
    if (path.startsWith('help/')) writeFileSync(join(folder, path), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const pipe = { stdout: {} };
const terminal = (columns: number) => ({ stdout: { isTTY: true, columns } });

/** What the program itself says, when it is asked. */
function programsAnswer(words: readonly string[], columns?: number): string | undefined {
  const answer = readCommandLine(words, {}, version, undefined, undefined, () => columns);
  return answer.type === 'print' ? answer.text : undefined;
}

const commands = describeCommandLine().commands.map(({ name }) => name);
const questions = [
  ['--version'],
  ['-v'],
  ['--help'],
  ['-h'],
  ...commands.flatMap((name) => [
    [name, '--help'],
    [name, '-h'],
  ]),
];

describe('what is answered at once', () => {
  it.each(questions)('is what the program says: %s %s', (...words) => {
    for (const columns of [undefined, helpColumns, 200]) {
      const running = columns === undefined ? pipe : terminal(columns);
      expect(answerTo(words, running, folder)).toBe(programsAnswer(words, columns));
    }
  });

  it('leaves the help for a narrow terminal to the program, which breaks its lines there', () => {
    expect(answerTo(['--help'], terminal(helpColumns - 1), folder)).toBeUndefined();
    const narrow = programsAnswer(['--help'], 72) ?? '';
    expect(narrow.split('\n').length).toBeGreaterThan((programsAnswer(['--help']) ?? '').split('\n').length);
  });

  it('says the version whatever the terminal', () => {
    expect(answerTo(['--version'], terminal(10), folder)).toBe(`${version}\n`);
  });

  it.each([
    [[]],
    [['alice']],
    [['--help', 'send']],
    [['--version', '--help']],
    [['dance', '--help']],
    [['../help/send', '--help']],
    [['', '--help']],
    [['send', '--help', 'x']],
    [['--', '--help']],
    [['help']],
  ])('leaves %j to the program', (words) => {
    expect(answerTo(words, pipe, folder)).toBeUndefined();
  });

  it('does not ask for the terminal where no help is wanted', () => {
    const running = {
      get stdout(): never {
        throw new Error('asked');
      },
    };
    expect(answerTo(['send', 'hello'], running, folder)).toBeUndefined();
    expect(answerTo(['--version'], running, folder)).toBe(`${version}\n`);
  });

  it('leaves everything else to the program when the files are gone', () => {
    expect(answerTo(['--help'], pipe, join(folder, 'gone'))).toBeUndefined();
  });
});
