// Who this process is on the wire. Pure: randomness comes in.
import { draw, type RandomState } from '../random.js';

export interface Identity {
  /** 10 hexadecimal digits, random per process, as the 2012 original has it. */
  readonly clientId: string;
  /** When this process started, in milliseconds since 1970; tells a restart with an old id from a duplicate. */
  readonly epoch: number;
  /** What people see. */
  readonly handle: string;
}

const clientIdDigits = 10;

/** Draws a client id. */
export function drawClientId(random: RandomState): {
  readonly clientId: string;
  readonly random: RandomState;
} {
  let clientId = '';
  let state = random;
  while (clientId.length < clientIdDigits) {
    const drawn = draw(state);
    clientId += Math.floor(drawn.value * 16).toString(16);
    state = drawn.state;
  }
  return { clientId, random: state };
}
