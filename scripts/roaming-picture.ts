// Makes docs/roaming.svg from a real run: a chat on a LAN of network namespaces loses its network and records itself; the
// picture shows what the recording tells of its session.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtSupport } from '../test/support/program.js';
import { allOf, labSupport, ptySupport } from '../test/support/requirements.js';
import { readSession } from './roaming-picture/read-session.js';
import { recordRoaming } from './roaming-picture/record-roaming.js';
import { roamingSvg } from './roaming-picture/roaming-svg.js';

const picture = fileURLToPath(new URL('../docs/roaming.svg', import.meta.url));

const support = allOf(labSupport(), ptySupport(), builtSupport());
if (support.ok) {
  using recording = await recordRoaming();
  writeFileSync(picture, await roamingSvg(readSession(recording.file)));
} else {
  process.stderr.write(`${support.reason}\n`);
  process.exitCode = 1;
}
