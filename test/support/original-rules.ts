// What the 2012 original does with a datagram: the simulation's rules, under the name by which tests know them.
export { originalFate } from '../../src/simulation/original-rules.js';
