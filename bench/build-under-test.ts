// What is measured, as a value: which backchannel runs, and the programs that are parts of it. So the same measurement
// can be taken of two builds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Launch } from '../test/support/program.js';
import { buildPrograms, type PartName, type Programs, partNames } from './programs.js';

/** Which file a state of the project is started by, its manifest knows. */
const manifest = z.object({ bin: z.object({ backchannel: z.string() }) });

/** The folder of this very project. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** One backchannel, built from one state of its sources. */
export interface BuildUnderTest extends Disposable {
  /** What a table calls it. */
  readonly name: string;
  readonly launch: Launch;
  /** Its own: they know its sources, and those of another state would not fit. */
  readonly parts: Pick<Programs<PartName>, 'command'>;
}

/** What a project folder has in its `dist`, with the programs beside it. @param root absolute */
export async function buildUnderTest(name: string, root: string): Promise<BuildUnderTest> {
  const parts = await buildPrograms(root, partNames);
  const { bin } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return {
    name,
    launch: (...args) => [process.execPath, join(root, bin.backchannel), ...args],
    parts,
    [Symbol.dispose]: () => parts[Symbol.dispose](),
  };
}
