// Simulated time for whole peers: the simulation's own, under the name by which tests know it.
export { createTimeLine as timeLine, type TimeLine } from '../../src/simulation/time-line.js';
