// Who may import whom, and where time and chance may come from: the rules of docs/architecture.md, held to the sources.
import { describe, expect, it } from 'vitest';
import { findCycle, type Import, type Module, moduleOf, modulesUnder } from './support/imports.js';

/** A rule, and a module that would break it: a rule that nothing can break holds nothing. */
interface Rule {
  readonly name: string;
  /** Paths of the modules that the rule is about. */
  readonly about: RegExp;
  /** What these modules may import; everything else is against the rule. */
  readonly may: readonly RegExp[];
  /** What they may import for its types alone. */
  readonly mayType?: readonly RegExp[];
  readonly violation: { readonly path: string; readonly source: string };
}

const layers: readonly Rule[] = [
  {
    name: 'errors, limits, chance, the clock, durations and buckets know nobody',
    about:
      /^src\/(?:errors|limits|random|monotonic-now|timing|protocol-timing|token-bucket|early-options|exit-codes|version\.d)\.ts$/u,
    may: [],
    violation: { path: 'src/limits.ts', source: `import { chatBytes } from './wire/format.js';` },
  },
  {
    name: 'the door keeper knows addresses and how often, and not what it lets in',
    about: /^src\/admission\.ts$/u,
    may: [/^src\/(?:limits|token-bucket)\.ts$/u],
    violation: { path: 'src/admission.ts', source: `import { decode } from './wire/decode.js';` },
  },
  {
    name: 'what is gathered, and over what time, the gatherer is told',
    about: /^src\/in-batches\.ts$/u,
    may: [/^rxjs$/u],
    violation: {
      path: 'src/in-batches.ts',
      source: `import type { Arrival } from '../machines/session.events.js';`,
    },
  },
  {
    name: 'text knows nobody',
    about: /^src\/text\//u,
    may: [/^src\/text\//u, /^src\/limits\.ts$/u],
    violation: { path: 'src/text/graphemes.ts', source: `import { cellsOf } from '../view/text-width.js';` },
  },
  {
    name: 'wire knows only what bytes mean',
    about: /^src\/wire\//u,
    may: [/^src\/(?:wire|text)\//u, /^src\/(?:limits|errors)\.ts$/u, /^zod$/u],
    violation: { path: 'src/wire/decode.ts', source: `import type { Room } from '../chat/room.js';` },
  },
  {
    name: 'net knows nothing of meaning',
    about: /^src\/net\//u,
    may: [
      /^src\/net\//u,
      /^src\/(?:limits|errors|monotonic-now|random)\.ts$/u,
      /^rxjs$/u,
      /^node:(?:child_process|dgram|net|os)$/u,
    ],
    violation: { path: 'src/net/transport.ts', source: `export { decode } from '../wire/decode.js';` },
  },
  {
    name: 'chat knows wire, and neither network nor screen',
    about: /^src\/chat\//u,
    may: [
      /^src\/(?:chat|wire)\//u,
      /^src\/(?:limits|errors|random|protocol-timing)\.ts$/u,
      /^fastest-levenshtein$/u,
    ],
    violation: {
      path: 'src/chat/room.ts',
      source: `import type { Source } from '../net/transport.js';`,
    },
  },
  {
    name: 'view knows chat, and neither wire nor network nor machines',
    about: /^src\/view\/(?!terminal)/u,
    may: [
      /^src\/(?:view(?!\/terminal)|chat|text)\//u,
      /^src\/(?:limits|errors)\.ts$/u,
      /^(?:string-width|rxjs)$/u,
    ],
    violation: {
      path: 'src/view/status-line.ts',
      source: `import type { SessionSnapshot } from '../../machines/session.machine.js';`,
    },
  },
  {
    name: 'only view/terminal*.ts knows the terminal',
    about: /^src\/view\/terminal/u,
    may: [/^src\/view\//u, /^src\/errors\.ts$/u, /^(?:rxjs|terminal-kit)$/u, /^node:(?:events|fs|stream)$/u],
    violation: { path: 'src/view/terminal.ts', source: `import { Socket } from 'node:dgram';` },
  },
  {
    name: 'machines know no socket and no screen: of net and view only types, and the pure line editor',
    about: /^machines\//u,
    may: [
      /^machines\//u,
      /^src\/(?:chat|wire)\//u,
      /^src\/(?:limits|errors|random|timing|protocol-timing|token-bucket)\.ts$/u,
      /^src\/view\/(?:keymap|line-editor)\.ts$/u,
      /^xstate$/u,
    ],
    mayType: [/^src\/net\/transport\.ts$/u, /^src\/view\/(?:frame|screen-view)\.ts$/u],
    violation: {
      path: 'machines/session.machine.ts',
      source: `import { Transport } from '../src/net/transport.js';`,
    },
  },
  {
    name: 'the command line knows the settings, and the settings know what a handle may be',
    about: /^src\/(?:cli|config)\.ts$/u,
    may: [
      /^src\/(?:settings|manual)\//u,
      /^src\/(?:config|early-options|exit-codes)\.ts$/u,
      /^src\/inspect\/inspect-request\.ts$/u,
      /^src\/wire\/sanitise\.ts$/u,
      /^(?:commander|fastest-levenshtein|node:net)$/u,
    ],
    violation: { path: 'src/cli.ts', source: `import { createSession } from './app.js';` },
  },
  {
    name: 'settings know what can be set and which keys there are, and neither network nor screen',
    about: /^src\/settings\//u,
    may: [
      /^src\/settings\//u,
      /^src\/config\.ts$/u,
      /^src\/text\/lazily\.ts$/u,
      /^src\/view\/keymap\.ts$/u,
      /^src\/wire\/sanitise\.ts$/u,
      /^(?:fastest-levenshtein|zod)$/u,
      /^node:(?:fs|os|path|util)$/u,
    ],
    violation: {
      path: 'src/settings/read-settings.ts',
      source: `import { readCommandLine } from '../cli.js';`,
    },
  },
  {
    name: 'the manual knows commands as Commander describes them, and not what they do',
    about: /^src\/manual\//u,
    may: [/^src\/(?:manual\/|early-options\.ts$)/u],
    mayType: [/^commander$/u],
    violation: {
      path: 'src/manual/bash-completion.ts',
      source: `import { settingRows } from '../settings/setting-rows.js';`,
    },
  },
  {
    name: 'what prints is in the bin too, and brings nothing of the program along',
    about: /^src\/printed\.ts$/u,
    may: [/^src\/errors\.ts$/u],
    violation: { path: 'src/printed.ts', source: `import { refuse } from './programs/refuse.js';` },
  },
  {
    name: 'the start knows nothing of the program, which it must not wait for',
    about: /^src\/start(?:\.ts$|\/)/u,
    may: [/^src\/(?:start\/|(?:early-options|exit-codes|printed)\.ts$)/u, /^node:(?:fs|url|vm)$/u],
    violation: { path: 'src/start.ts', source: `import { readCommandLine } from './cli.js';` },
  },
  {
    name: 'the entries of the scripts only parse and start',
    about: /^src\/(?:asked-for|begin|main|pipe)\.ts$/u,
    may: [
      /^src\/(?:asked-for|begin|cli|exit-codes|printed)\.ts$/u,
      /^src\/settings\/(?:settings-files|system-login)\.ts$/u,
      /^src\/programs\/(?:broken-pipe|end-of-process|first-screen|missing-interface|new-seed|refuse|run-(?:pipe|program|recording))\.ts$/u,
    ],
    violation: { path: 'src/main.ts', source: `const { decode } = await import('./wire/decode.js');` },
  },
  {
    name: 'the doctor judges facts: of net it knows only types, and of wire what doctors say to each other',
    about: /^src\/doctor\//u,
    may: [/^src\/doctor\//u, /^src\/wire\/probe\.ts$/u, /^src\/(?:limits|errors)\.ts$/u],
    mayType: [/^src\/net\/(?:transport|system-facts)\.ts$/u],
    violation: {
      path: 'src/doctor/verdict.ts',
      source: `import { readSystemFacts } from '../net/system-facts.js';`,
    },
  },
  {
    name: 'a simulation knows peers and networks, and neither sockets nor screen',
    about: /^src\/simulation\/(?!crowd)/u,
    may: [
      /^src\/(?:simulation|chat|wire)\//u,
      /^src\/net\/(?:memory|lan)-/u,
      /^src\/(?:app|config|limits|errors|random|timing|protocol-timing|token-bucket)\.ts$/u,
      /^(?:rxjs|xstate)$/u,
    ],
    mayType: [/^src\/net\/transport\.ts$/u, /^machines\//u],
    violation: {
      path: 'src/simulation/time-line.ts',
      source: `import { multicastTransport } from '../net/multicast-transport.js';`,
    },
  },
  {
    name: 'a crowd knows of the session what decides about repair, and no network but its own',
    about: /^src\/simulation\/crowd/u,
    may: [
      /^machines\/session\.(?:context|control|losses|members|repair|turn)\.ts$/u,
      /^machines\/(?:acknowledging|presence|stream)\.machine\.ts$/u,
      /^src\/(?:simulation|chat|wire)\//u,
      /^src\/net\/lan-conditions\.ts$/u,
      /^src\/(?:config|random|timing|protocol-timing)\.ts$/u,
      /^xstate$/u,
    ],
    mayType: [/^machines\//u],
    violation: {
      path: 'src/simulation/crowd.ts',
      source: `import { createSession } from '../app.js';`,
    },
  },
  {
    name: 'charts know definitions and how boxes are laid out, and neither running machines nor pages',
    about: /^src\/chart\//u,
    may: [/^src\/chart\//u, /^(?:elkjs|zod)$/u],
    mayType: [/^xstate$/u],
    violation: { path: 'src/chart/read-chart.ts', source: `import { createActor } from 'xstate';` },
  },
  {
    name: 'the inspector watches actors and frames, and neither network nor programs; of machines it knows only types',
    about: /^src\/inspect\/(?!page\/|stately\/)/u,
    may: [
      /^src\/inspect\/(?!page\/|stately\/)/u,
      /^src\/(?:chart\/machine-definition|view\/(?:screen-view|text-width)|wire\/control)\.ts$/u,
      /^src\/settings\/settings-schema\.ts$/u,
      /^src\/chat\/(?:persistent-map|sequence-map|transcript)\.ts$/u,
      /^(?:rxjs|xstate|zod)$/u,
      /^node:(?:child_process|crypto|fs|http|stream)$/u,
    ],
    mayType: [/^machines\//u, /^src\/view\/frame\.ts$/u],
    violation: {
      path: 'src/inspect/serve-page.ts',
      source: `import { createSession } from '../app.js';`,
    },
  },
  {
    name: "the inspector's pages know the events and how charts are drawn, and nothing of Node",
    about: /^src\/inspect\/(?:page|stately)\//u,
    may: [
      /^src\/inspect\/(?:page\/|stately\/|inspection-event\.ts$)/u,
      /^src\/chart\//u,
      /^(?:zod|@statelyai\/inspect)$/u,
    ],
    violation: { path: 'src/inspect/page/main.ts', source: `import { readFileSync } from 'node:fs';` },
  },
  {
    name: 'a recording knows what comes in and how it is written, and neither machines nor programs, sockets nor painting',
    about: /^src\/recording\//u,
    may: [
      /^src\/recording\//u,
      /^src\/inspect\/inspection-event\.ts$/u,
      /^src\/simulation\/timed-action\.ts$/u,
      /^src\/chat\/commands\.ts$/u,
      /^src\/text\/utf8-bytes\.ts$/u,
      /^src\/view\/text-width\.ts$/u,
      /^src\/settings\/settings-schema\.ts$/u,
      /^src\/(?:config|errors)\.ts$/u,
      /^(?:rxjs|zod)$/u,
      /^node:(?:events|fs)$/u,
    ],
    mayType: [
      /^src\/net\/transport\.ts$/u,
      /^src\/view\/(?:abilities|frame|terminal|terminal-keys)\.ts$/u,
      /^xstate$/u,
    ],
    violation: {
      path: 'src/recording/taped-transport.ts',
      source: `import { createMulticastTransport } from '../net/multicast-transport.js';`,
    },
  },
  {
    name: 'app and the programs know everyone but the way in',
    about: /^src\/(?:app\.ts|index\.ts|programs\/)/u,
    may: [/^(?!src\/(?:asked-for|begin|main|pipe)\.ts|src\/start|terminal-kit$|node:(?:dgram|os)$)/u],
    violation: { path: 'src/app.ts', source: `import terminalKit from 'terminal-kit';` },
  },
];

/** Modules that must give the same answer to the same question, today and in a replay. */
const pure =
  /^(?:machines\/|src\/(?:text|wire|chat|chart|doctor|manual)\/|src\/settings\/(?!settings-files|system-login)|src\/view\/(?!terminal)|src\/(?:admission|token-bucket|protocol-timing)\.ts)/u;

/** What only the outermost parts may ask for: the time, a wait, chance. */
const worldly = [
  {
    what: 'the time of day',
    code: /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])/u,
    examples: ['Date.now()', 'new Date()'],
  },
  { what: 'the time elapsed', code: /\bperformance\.\w|\bhrtime\b/u, examples: ['performance.now()'] },
  {
    what: 'a wait',
    code: /\bset(?:Timeout|Interval|Immediate)\b/u,
    examples: ['setTimeout(go, 10)', 'setInterval(go, 10)'],
  },
  {
    what: 'chance',
    code: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/u,
    examples: ['Math.random()', 'crypto.randomUUID()'],
  },
  { what: 'the process', code: /\bprocess\.\w/u, examples: ['process.env'] },
] as const;

const worldlyExamples = worldly.flatMap(({ code, examples }) =>
  examples.map((example) => ({ code, example })),
);

const modules = modulesUnder(['src', 'machines']);

function breaches({ name, about, may, mayType = [] }: Rule, checked: readonly Module[]): string[] {
  const allowed = ({ to, typeOnly }: Import): boolean =>
    [...may, ...(typeOnly ? mayType : [])].some((pattern) => pattern.test(to));
  return checked
    .filter(({ path }) => about.test(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter((each) => !allowed(each))
        .map(({ to, typeOnly }) => `${path} imports ${to}${typeOnly ? ' (types)' : ''}: against "${name}"`),
    );
}

describe('who may import whom', () => {
  it.each(layers)('$name', (rule) => {
    expect(breaches(rule, modules)).toEqual([]);
  });

  it.each(layers)('would be noticed: not "$name"', (rule) => {
    const { path, source } = rule.violation;
    expect(breaches(rule, [moduleOf(path, source)])).toHaveLength(1);
  });

  it('has exactly one rule for each module', () => {
    const counted = modules.map(({ path }) => ({
      path,
      rules: layers.filter(({ about }) => about.test(path)).length,
    }));
    expect(counted.filter(({ rules }) => rules !== 1)).toEqual([]);
  });

  it('leads nowhere in a circle', () => {
    expect(findCycle(modules)).toBeUndefined();
  });

  it('would notice a circle, through types too', () => {
    const circle = [
      moduleOf('src/a.ts', `import { b } from './b.js';`),
      moduleOf('src/b.ts', `export type { C } from './c.js';`),
      moduleOf('src/c.ts', `import './b.js';`),
    ];
    expect(findCycle(circle)).toEqual(['src/b.ts', 'src/c.ts', 'src/b.ts']);
  });
});

describe('time and chance come in from outside', () => {
  it.each(worldly)('the pure parts never ask for $what', ({ code }) => {
    const asking = modules.filter((module) => pure.test(module.path) && code.test(module.code));
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  it.each(worldlyExamples)('would notice: $example', ({ code, example }) => {
    expect(code.test(moduleOf('src/chat/room.ts', `const x = ${example};`).code)).toBe(true);
  });

  it.each(worldlyExamples)('takes a mention of $example for what it is', ({ code, example }) => {
    const mention = `// ${example}\nconst x = '${example}' + \`\${1} ${example}\`; /* ${example} */`;
    expect(code.test(moduleOf('src/chat/room.ts', mention).code)).toBe(false);
  });
});

function value(to: string): Import {
  return { to, typeOnly: false };
}

function type(to: string): Import {
  return { to, typeOnly: true };
}

describe('moduleOf', () => {
  it.each<{ source: string; imports: Import[] }>([
    { source: `import a from 'x';`, imports: [value('x')] },
    { source: `import * as a from "x";`, imports: [value('x')] },
    { source: `import 'x';`, imports: [value('x')] },
    { source: `import a, { type B, c as d } from './y.js';`, imports: [value('src/chat/y.ts')] },
    { source: `import {\n  a,\n  // b,\n  c,\n} from '../y.js';`, imports: [value('src/y.ts')] },
    { source: `import { type A } from 'x';`, imports: [value('x')] },
    { source: `import type { A } from 'x';`, imports: [type('x')] },
    { source: `import type A from 'x';`, imports: [type('x')] },
    { source: `import type, { a } from 'x';`, imports: [value('x')] },
    { source: `import data from 'x/y.json' with { type: 'json' };`, imports: [value('x')] },
    { source: `export * from '@x/y/z';`, imports: [value('@x/y')] },
    { source: `export * as a from 'node:os';`, imports: [value('node:os')] },
    { source: `export { a, type B } from 'x';`, imports: [value('x')] },
    { source: `export type { A } from 'x';`, imports: [type('x')] },
    { source: `const { a } = await import('./y.js');`, imports: [value('src/chat/y.ts')] },
    { source: `const a = require('x');`, imports: [value('x')] },
    { source: `import a from 'x';import type { B } from 'y'`, imports: [value('x'), type('y')] },
    { source: `export const from = 'x'; export { from };`, imports: [] },
    { source: `const a = "import b from 'x'"; // import c from 'y';`, imports: [] },
    { source: `/* import a from 'x'; */ const at = import.meta.url;`, imports: [] },
    { source: `const a = /['"\`/]/u; import b from 'x';`, imports: [value('x')] },
    { source: `const a = /[/'*]\\//; const b = 'import(c)';`, imports: [] },
    { source: `const a = 6 / 2; import b from 'x'; const c = a / 3;`, imports: [value('x')] },
    { source: `const a = \`\${b({ c: \`}'\` })} import 'x'\`; import d from 'y';`, imports: [value('y')] },
    { source: `const a = \`\${await import('x')}\`;`, imports: [value('x')] },
    { source: `loader.import('x');`, imports: [] },
  ])('reads $source', ({ source, imports }) => {
    expect(moduleOf('src/chat/room.ts', source).imports).toEqual(imports);
  });

  it('refuses a module with a computed name', () => {
    expect(() => moduleOf('src/a.ts', 'await import(name);')).toThrow(
      'src/a.ts imports a module by a computed name',
    );
  });
});
