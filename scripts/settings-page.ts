// Brings the generated parts of docs/settings.md up to date with the settings: `tsx scripts/settings-page.ts`.
// With --check it writes nothing and exits with 1 when they are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { settingsBlocks } from './settings-page/settings-blocks.js';
import { withBlocks } from './machine-docs/generated-blocks.js';

const path = new URL('../docs/settings.md', import.meta.url);

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = readFileSync(path, 'utf8');
const fresh = withBlocks(page, settingsBlocks());

if (!values.check) writeFileSync(path, fresh);
else if (fresh !== page) {
  process.stderr.write('docs/settings.md is not what the settings are; run: npm run docs\n');
  process.exitCode = 1;
}
