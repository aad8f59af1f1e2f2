// A home folder for the programs of a suite: made before its first test, gone after its last.
import { afterAll, beforeAll } from 'vitest';
import { type Home, makeHome } from './program.js';

/** Call it in the body of a suite; what it returns may be used from the first test on. */
export function shareHome(): Pick<Home, 'env'> {
  let home: Home | undefined;
  beforeAll(() => {
    home = makeHome();
  });
  afterAll(() => home?.[Symbol.dispose]());
  return {
    get env() {
      if (home === undefined) throw new Error('there is no home before the first test begins');
      return home.env;
    },
  };
}
