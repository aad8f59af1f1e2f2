// The Nodes that the program is tested on, each from the npm package `node`, which is that Node's binary.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The oldest that we support, and one of each line after it. Where a newer one is out, this table is to follow. */
export const nodeVersions = ['20.19.0', '22.23.3', '24.21.0', '26.10.0'] as const;

/** A slow line may take its time: a Node is some 50 MB. */
const fetchMs = 120_000;

/** The path of that Node, which npx keeps, or why it is not to be had. */
export async function nodePath(version: string): Promise<string | Error> {
  const argv = ['--yes', '--package', `node@${version}`, 'node', '--print', 'process.execPath'];
  try {
    return (await promisify(execFile)('npx', argv, { timeout: fetchMs })).stdout.trim();
  } catch (error) {
    return new Error(`Node ${version} is not to be had`, { cause: error });
  }
}
