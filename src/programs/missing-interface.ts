// Whether this computer has the interfaces that somebody names.
import { selectInterfaces } from '../net/listed-interfaces.js';
import { systemInterfaces } from '../net/system-interfaces.js';
import { quoted } from '../settings/quoted.js';

/**
 * The sentence about the first name that is none, with those that are; `undefined` if all are. An interface without an address
 * that we can use is none for us, and the system may not list it at all.
 */
export function missingInterface(wanted: readonly string[]): string | undefined {
  if (wanted.length === 0) return undefined;
  const present = systemInterfaces();
  const missing = wanted.find((name) => selectInterfaces(present, [name]).length === 0);
  if (missing === undefined) return undefined;
  const all = present.map((one) => `${one.name} (${one.address})`).join(', ') || 'none';
  return `the interface ${quoted(missing)} is not there or has no usable address; this computer has ${all}`;
}
