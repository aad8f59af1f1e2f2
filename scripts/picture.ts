// Makes docs/screen.svg and the pictures of docs/terminal.md from real runs: each scene on a LAN of network namespaces of its
// own. Names on the command line choose the pictures that are made.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtSupport } from '../test/support/program.js';
import { allOf, labSupport, ptySupport } from '../test/support/requirements.js';
import { readingScenes } from './picture-reading.js';
import { talkScenes } from './picture-talk.js';
import { troubleScenes } from './picture-trouble.js';
import type { Scene } from './picture-scene.js';
import { openStage } from './picture-stage.js';
import { screenSvg } from './screen-svg.js';

const docs = new URL('../docs/', import.meta.url);
const scenes: readonly Scene[] = [...talkScenes, ...readingScenes, ...troubleScenes];

const support = allOf(labSupport(), ptySupport(), builtSupport());
if (support.ok) {
  const names = process.argv.slice(2);
  for (const scene of scenes) {
    if (names.length === 0 || names.includes(scene.picture)) await draw(scene);
  }
} else {
  process.stderr.write(`${support.reason}\n`);
  process.exitCode = 1;
}

async function draw(scene: Scene): Promise<void> {
  await using stage = await openStage(scene.hosts);
  const file = fileURLToPath(new URL(scene.picture, docs));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, screenSvg(await scene.play(stage)));
}
