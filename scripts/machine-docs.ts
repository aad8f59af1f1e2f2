// Brings the generated parts of docs/machines.md up to date with the machines: `tsx scripts/machine-docs.ts`.
// With --check it writes nothing and exits with 1 when they are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { documentedMachines } from './machine-docs/documented-machines.js';
import { machinePage } from './machine-docs/machine-page.js';

const path = new URL('../docs/machines.md', import.meta.url);

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = readFileSync(path, 'utf8');
const fresh = machinePage(page, documentedMachines);

if (!values.check) writeFileSync(path, fresh);
else if (fresh !== page) {
  process.stderr.write('docs/machines.md is not what the machines are; run: npm run docs\n');
  process.exitCode = 1;
}
