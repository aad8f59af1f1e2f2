// What reads a recording cannot reach the LAN: nothing that it loads knows how.
import { expect, it } from 'vitest';
import { type Module, modulesUnder } from '../support/imports.js';

const modules = new Map(modulesUnder(['src', 'machines']).map((module) => [module.path, module]));

/** All that a module loads when it runs, itself included: paths and names of packages. */
function loadedBy(path: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (next: string): void => {
    if (loaded.has(next)) return;
    loaded.add(next);
    const module: Module | undefined = modules.get(next);
    for (const { to, typeOnly } of module?.imports ?? []) if (!typeOnly) load(to);
  };
  load(path);
  return loaded;
}

it('loads no datagram sockets for a replay', () => {
  const loaded = loadedBy('src/programs/run-recording.ts');
  expect(loaded).toContain('src/app.ts');
  expect(loaded).toContain('src/programs/chat.ts');
  expect([...loaded].filter((each) => /^node:dgram$|multicast|socket/u.test(each))).toEqual([]);
});

it('would notice: the chat itself does', () => {
  expect(loadedBy('src/programs/run-program.ts')).toContain('node:dgram');
});
