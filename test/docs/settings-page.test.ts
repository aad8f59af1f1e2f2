// docs/settings.md says what the settings are, and its examples are true.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withBlocks } from '../../scripts/machine-docs/generated-blocks.js';
import { settingsBlocks } from '../../scripts/settings-page/settings-blocks.js';
import { shells } from '../../src/cli.js';
import { readSettings } from '../../src/settings/read-settings.js';

const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');

it('is fresh (npm run docs)', () => {
  expect(withBlocks(page, settingsBlocks())).toBe(page);
});

it('shows a settings file that can be', () => {
  const [, example = ''] = /^```json\n(.*?)^```$/msu.exec(page) ?? [];
  expect(readSettings(example)).toMatchObject({ ok: true, settings: { handle: 'alice', theme: 'harbour' } });
});

it('shows a refusal that is made', () => {
  const read = readSettings('{\n  "theme": "dark",\n  "prot": 7000\n}');
  const [problem] = read.ok ? [] : read.problems;
  expect(page).toContain(`config.json:${problem?.line}:${problem?.column}: ${problem?.sentence}\n`);
});

it.each(shells)('says how to get the completions for %s', (shell) => {
  expect(page).toContain(`backchannel completions ${shell} > `);
});
