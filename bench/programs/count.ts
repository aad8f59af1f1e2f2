// Counts messages, and tells on standard output from time to time what they have cost: the same for every receiver.

/** Call it once a message; after each `batch` of them it writes the processor time used so far, in microseconds. */
export function openCount(batch: number): () => void {
  let received = 0;
  return () => {
    received += 1;
    if (received % batch > 0) return;
    const { user, system } = process.cpuUsage();
    process.stdout.write(`${JSON.stringify({ received, cpuMicroseconds: user + system })}\n`);
  };
}
