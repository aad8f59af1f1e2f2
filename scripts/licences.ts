// The licences of the packages whose code is in what is built: each asks for its text to go along, and the Eclipse Public
// License (elkjs) for where the source is, too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

/** A package's folder in a path that esbuild names, the innermost one. */
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u;

const description = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
  homepage: z.string().optional(),
});

/** What the packages' licences say, one after the other, by name. */
export function licenceTexts(metafiles: readonly Metafile[]): string {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set(inputs.flatMap((path) => packageFolder.exec(path)?.[0] ?? []));
  return `${[...folders].toSorted().map(licenceOf).join('\n\n')}\n`;
}

function licenceOf(folder: string): string {
  const { name, version, license, repository, homepage } = description.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const url = (typeof repository === 'string' ? repository : repository?.url) ?? homepage;
  const source = url === undefined ? [] : [`Source: ${url}`];
  const file = existsSync(folder)
    ? readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry))
    : undefined;
  const text = file === undefined ? [] : ['', readFileSync(join(folder, file), 'utf8').trim()];
  return [`=== ${name} ${version} (${license})`, ...source, ...text].join('\n');
}
