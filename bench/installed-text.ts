// What is installed, as a part of the page. Pure.
import { markdownTable } from '../scripts/machine-docs/markdown-table.js';
import { builtInReasons, installedReasons } from './dependency-reasons.js';
import type { Installed } from './installed.js';

const bytesPerKib = 1024;

/** In Markdown: the sizes, and why each package is there. */
export function installedText({ tarballBytes, unpackedBytes, dependencies }: Installed): string {
  const packages = 1 + dependencies.reduce((sum, { brings }) => sum + 1 + brings, 0);
  const bytes = dependencies.reduce((sum, one) => sum + one.bytes + one.broughtBytes, unpackedBytes);
  const rows = dependencies.map(({ name, version, brings, ...sizes }) => [
    `${name} ${version}`,
    kib(sizes.bytes),
    brings === 0 ? '–' : `${brings} (${kib(sizes.broughtBytes)} KiB)`,
    installedReasons[name] ?? '',
  ]);
  const builtIn = Object.entries(builtInReasons).map(([name, reason]) => `- **${name}**: ${reason}`);
  return [
    `The package is a tarball of **${kib(tarballBytes)} KiB**, ${kib(unpackedBytes)} KiB unpacked. Installed with all that it needs it is ${packages} packages and ${kib(bytes)} KiB. None of them runs anything while it is installed.`,
    markdownTable(['package', 'KiB', 'brings', 'why it is there'], rows),
    'What is built into the program is not installed again:',
    builtIn.join('\n'),
  ].join('\n\n');
}

function kib(bytes: number): string {
  return Math.round(bytes / bytesPerKib).toLocaleString('en');
}
