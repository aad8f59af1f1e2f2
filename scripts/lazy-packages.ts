// Packages that the program has, modules of Node's, and one of ours, that its first screen must not wait for: each is run when
// it is first asked for something, in one piece, so that whoever asks need not wait for a promise.
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** What stands in for each package or module: what we use of it, as functions that run it when they are called. */
const standIns: Readonly<Record<string, string>> = {
  // Nothing is sent before the first screen, and no other program is started; Commander asks for the latter all the same.
  'node:dgram': `
    exports.createSocket = (...given) => require('node:dgram').createSocket(...given);`,
  'node:child_process': `
    exports.spawn = (...given) => require('node:child_process').spawn(...given);`,
  // Its regular expressions and its segmenter take milliseconds to make, and most text needs neither.
  'string-width': `
    let measure;
    export default (text) => (measure ??= require('string-width').default)(text);`,
  // Of terminal-kit we use the reading of keys, which is in this one module.
  'terminal-kit': `
    exports.createTerminal = (options) => require('terminal-kit/lib/Terminal.js').create(options);`,
  // All the rest of terminal-kit, as far as that module asks for it when it makes a terminal.
  './termkit.js': `
    Object.assign(exports, require('terminal-kit/lib/misc.js'));
    exports.Palette = class {};
    // Most terminals' descriptions look for the nearest of their colours when they are made.
    Object.defineProperty(exports, 'chroma', { get: () => require('chroma-js') });`,
};

/**
 * What the wire's schemas are made of; they are made when the first datagram is to be judged that is not recognised by hand,
 * and zod is run only then. What is named here and no more of it is in the program; the build fails where a schema is made of
 * anything else.
 */
const wireZod = {
  importers: ['src/wire/chat-datagram.ts', 'src/wire/control.ts'].map((path) => resolve(path)),
  names: [
    'array',
    'discriminatedUnion',
    'enum',
    'exactOptional',
    'int',
    'literal',
    'object',
    'string',
    'stringFormat',
    'tuple',
  ],
  /** By this name the stand-in asks for them. */
  part: 'zod, as the wire needs it',
} as const;

/** The module by which a settings file is judged: with it comes zod, and most people have no such file. */
const settingsReader = {
  name: './read-settings.js',
  importer: resolve('src/settings/choose-settings.ts'),
  standIn: `
    exports.readSettings = (text) => require('./read-settings.js').readSettings(text);`,
};

/** What a package's modules ask for and the reading of keys does not: menus, images, tables of emoji. */
const unused: Readonly<Record<string, RegExp>> = {
  'terminal-kit':
    /^\.\/(?:yesOrNo|inputField|fileInput|singleLineMenu|singleColumnMenu|gridMenu|progressBar|bar|slowTyping|extClipboard)\.js$/u,
  'string-kit': /^\.\/(?:emoji|english|fuzzy|latinize|naturalSort|StringNumber|toTitleCase|wordwrap)\.js$/u,
};

const folders = new Map(
  Object.entries(unused).map(([name, modules]) => [dirname(require.resolve(name)), modules]),
);
const terminalKitFolder = dirname(require.resolve('terminal-kit'));

export const lazyPackages: Plugin = {
  name: 'lazy packages',
  setup(build) {
    build.onResolve(
      { filter: /^(?:node:dgram|node:child_process|string-width|terminal-kit)$/ },
      ({ path, namespace }) =>
        // What stands in asks for the package or module itself.
        namespace === 'stand-in' ? undefined : { path, namespace: 'stand-in' },
    );
    build.onResolve({ filter: /^\.\/read-settings\.js$/ }, ({ path, importer }) =>
      importer === settingsReader.importer ? { path, namespace: 'stand-in for ours' } : undefined,
    );
    build.onResolve({ filter: /^zod\b/ }, ({ path, importer }) => {
      if (path === wireZod.part) return { path, namespace: 'part of zod' };
      return wireZod.importers.includes(importer) ? { path, namespace: 'stand-in for zod' } : undefined;
    });
    build.onLoad({ filter: /./, namespace: 'stand-in for zod' }, () => ({
      // As an ES module, so that a name which is not there is noticed; some of them are words of the language.
      contents: wireZod.names
        .map(
          (name) => `
            const make_${name} = (...given) => require('${wireZod.part}').${name}(...given);
            export { make_${name} as ${name} };`,
        )
        .join('\n'),
    }));
    build.onLoad({ filter: /./, namespace: 'part of zod' }, () => ({
      contents: `export { ${wireZod.names.join(', ')} } from 'zod';`,
      resolveDir: process.cwd(),
    }));
    build.onLoad({ filter: /./, namespace: 'stand-in for ours' }, () => ({
      contents: settingsReader.standIn,
      resolveDir: dirname(settingsReader.importer),
    }));
    build.onLoad({ filter: /./, namespace: 'stand-in' }, ({ path }) => ({
      contents: standIns[path] ?? '',
      resolveDir: terminalKitFolder,
    }));
    build.onResolve({ filter: /^\.\// }, ({ path, resolveDir }) => {
      if (resolveDir === terminalKitFolder && path === './termkit.js') return { path, namespace: 'stand-in' };
      return folders.get(resolveDir)?.test(path) === true ? { path, namespace: 'unused' } : undefined;
    });
    build.onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: '' }));
    // It lies among the terminals' descriptions, which are asked for by name, and is none.
    build.onLoad({ filter: /README$/ }, () => ({ contents: '' }));
  },
};
