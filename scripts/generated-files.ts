// What the build puts beside the program: what shells, man(1) and editors read. By the path under dist/.
import { describeCommandLine, readCommandLine, shells } from '../src/cli.js';
import { completionScript } from '../src/manual/completion-script.js';
import { settingsJsonSchema } from '../src/settings/settings-json-schema.js';
import { manPage } from './man-page.js';

/** Where each shell looks for the script, by name. */
const scriptNames = { bash: 'backchannel.bash', zsh: '_backchannel', fish: 'backchannel.fish' } as const;

/** What `--help` prints where a line has 80 columns or more, by command: the program's own, of which `src/start` reads it. */
function helpPages(version: string): (readonly [string, string])[] {
  const names = ['backchannel', ...describeCommandLine().commands.map(({ name }) => name)];
  return names.map((name) => {
    const words = name === 'backchannel' ? ['--help'] : [name, '--help'];
    const help = readCommandLine(words, {}, version);
    if (help.type !== 'print') throw new Error(`${name} has no help`);
    return [`help/${name}.txt`, help.text] as const;
  });
}

/** The text of each file, by its path. */
export function generatedFiles(version: string): ReadonlyMap<string, string> {
  const manual = describeCommandLine();
  return new Map([
    ...shells.map((shell) => [`completions/${scriptNames[shell]}`, completionScript(shell, manual)] as const),
    ...helpPages(version),
    ['man/backchannel.1', manPage(version)],
    ['config.schema.json', settingsJsonSchema()],
  ]);
}
