// Whether two lock files of npm install the same packages. Pure.
import * as z from 'zod';

const lockFile = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) });

/** True also where they differ in who needs a package and why, which changes nothing of what is installed. */
export function samePackages(one: string, other: string): boolean {
  return installedBy(one) === installedBy(other);
}

function installedBy(lock: string): string {
  const { packages } = lockFile.parse(JSON.parse(lock));
  return Object.entries(packages)
    .map(([path, { integrity = '' }]) => `${path} ${integrity}`)
    .toSorted()
    .join('\n');
}
