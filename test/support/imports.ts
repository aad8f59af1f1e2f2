// Which module imports which, read from the sources. Knows no rule about who may.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { readSource } from './source-code.js';

/** One import, re-export or `import()`. */
export interface Import {
  /** A path from the project's root (`src/net/transport.ts`), or a package's name (`rxjs`, `node:dgram`). */
  readonly to: string;
  /** `import type` and `export type`: gone when the program runs. */
  readonly typeOnly: boolean;
}

/** A source file as far as the rules need it. */
export interface Module {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** The code without comments and without what literals say. */
  readonly code: string;
}

const forms = [
  // import x from "…", import { x } from "…", import "…", each with or without `type`
  /(?<![.\w$])import\s*(?<type>\btype\b(?!\s*(?:,|from\b)))?(?:[\w$*{}\s,]*?\bfrom\s*)?"(?<literal>\d+)"/gu,
  // export * from "…", export { x } from "…", each with or without `type`
  /(?<![.\w$])export\s*(?<type>\btype\b)?\s*(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*"(?<literal>\d+)"/gu,
  // import("…"), require("…")
  /(?<![.\w$])(?:import|require)\s*\(\s*(?:"(?<literal>\d+)"\s*[,)])?/gu,
] as const;

/**
 * Reads one module.
 *
 * @throws {Error} when a module is imported by a computed name, which nobody can hold to a rule
 */
export function moduleOf(path: string, source: string): Module {
  const { code, literals } = readSource(source);
  const imports = forms.flatMap((form) =>
    [...code.matchAll(form)].map(({ groups }): Import => {
      const specifier = literals[Number(groups?.['literal'])];
      if (specifier === undefined) throw new Error(`${path} imports a module by a computed name`);
      return { to: resolve(path, specifier), typeOnly: groups?.['type'] !== undefined };
    }),
  );
  return { path, imports, code };
}

/** Every TypeScript module under these folders of the project. */
export function modulesUnder(folders: readonly string[]): readonly Module[] {
  const root = new URL('../../', import.meta.url);
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => path.endsWith('.ts'))
      .toSorted()
      .map((path) => moduleOf(path, readFileSync(new URL(path, root), 'utf8'))),
  );
}

/** The first way round that leads a module back to itself, if there is one. Types count too: they tie layers as well. */
export function findCycle(modules: readonly Module[]): readonly string[] | undefined {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const settled = new Set<string>();
  const visit = (path: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (settled.has(path)) return undefined;
    for (const { to } of byPath.get(path)?.imports ?? []) {
      const cycle = visit(to, [...way, path]);
      if (cycle !== undefined) return cycle;
    }
    settled.add(path);
    return undefined;
  };
  for (const { path } of modules) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** `./x.js` next to the importer is `x.ts`; of a package only its name matters: `xstate/graph` is `xstate`. */
function resolve(importer: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return posix.join(posix.dirname(importer), specifier).replace(/\.js$/u, '.ts');
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
