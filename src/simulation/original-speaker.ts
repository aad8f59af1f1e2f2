// Somebody who speaks as the 2012 original does: three keys, no stamp, nothing on the control port. It also listens, by its
// rules, wherever datagrams are sent: see `traffic.ts`.
import { defaultPort } from '../config.js';
import type { World } from './world.js';

/** A host with the original on it; what comes back says one line. */
export function talkLikeTheOriginal(world: World): () => void {
  const { host } = world.addHost();
  let lines = 0;
  return () => {
    lines += 1;
    const said = { client_id: '0123456789', handle: 'rubyist', content: `line ${lines}` };
    host.inject(Buffer.from(JSON.stringify(said)), { port: defaultPort });
  };
}
