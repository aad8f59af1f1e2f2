// Brings the generated parts of docs/machines.md, and the pictures in docs/machines/, up to date with the machines:
// `tsx scripts/machine-docs.ts`. With --check it writes nothing and exits with 1 when they are not.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { diagramOf, diagramPath } from './machine-docs/diagrams.js';
import { documentedMachines } from './machine-docs/documented-machines.js';
import { machinePage } from './machine-docs/machine-page.js';

const docs = new URL('../docs/', import.meta.url);

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = machinePage(readFileSync(new URL('machines.md', docs), 'utf8'), documentedMachines);
const pictures = await Promise.all(
  documentedMachines.map(async ({ machine }) => [diagramPath(machine), await diagramOf(machine)] as const),
);
const files = new Map([['machines.md', page], ...pictures]);

if (!values.check) {
  mkdirSync(new URL('machines/', docs), { recursive: true });
  for (const [path, text] of files) writeFileSync(new URL(path, docs), text);
} else {
  const stale = [...files].filter(([path, text]) => textOf(path) !== text).map(([path]) => `docs/${path}`);
  for (const path of stale) process.stderr.write(`${path} is not what the machines are; run: npm run docs\n`);
  if (stale.length > 0) process.exitCode = 1;
}

function textOf(path: string): string | undefined {
  const file = new URL(path, docs);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
