// How an operation failed, as data to compare.
import { type Trouble, troubleOf } from '../../src/errors.js';

/** The trouble with which the operation was rejected; `undefined` if it succeeded. */
export async function troubleFrom(operation: Promise<unknown>): Promise<Trouble | undefined> {
  try {
    await operation;
    return undefined;
  } catch (thrown) {
    return troubleOf(thrown);
  }
}
