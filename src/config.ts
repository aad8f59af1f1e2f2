// What can be set: each setting with its bounds, its default and the sentence that explains it. The zod schema is the one
// description; the types, the refusals of flags, environment and file, and the published JSON Schema come from it.
import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { themeSchema } from './settings/theme-schema.js';
import { lazily } from './text/lazily.js';
import { handleProblem } from './wire/sanitise.js';

/** The 2012 original's group and port; its article names 224.6.1.88:6188 in the text, its code has these. */
export const defaultGroup = '224.6.8.11';
export const defaultPort = 6811;

/** One hop: the LAN and no further. */
export const defaultTtl = 1;

/** The port above the chat port is for control datagrams, so the last port cannot be the chat's. */
const maxPort = 65_534;
const maxTtl = 255;

/** `224.0.0.0/4`: the IPv4 multicast addresses (RFC 5771). */
const firstMulticastOctet = 224;
const lastMulticastOctet = 239;

/** `ff00::/8` (RFC 4291 §2.7), but for scopes that reach no other computer (1) or are reserved (0 and f). */
const ipv6Group = /^ff[0-9a-f][2-9a-e]:/u;

const notAGroup =
  'is not the address of a multicast group: those are 224.0.0.0 to 239.255.255.255, and IPv6 addresses that begin with ff, such as ff12::e006:80b';

/** The group in its one spelling; `undefined` if it is none, or none that reaches another computer. */
function multicastGroup(address: string): string | undefined {
  if (isIPv4(address)) {
    const firstOctet = Number(address.split('.')[0]);
    return firstOctet >= firstMulticastOctet && firstOctet <= lastMulticastOctet ? address : undefined;
  }
  const spelled = isIPv6(address) ? normalIPv6(address) : undefined;
  return spelled !== undefined && ipv6Group.test(spelled) ? spelled : undefined;
}

/** An IPv6 address as RFC 5952 spells it; the WHATWG's URLs do so too. One with a scope is no URL's: interfaces have names. */
function normalIPv6(address: string): string | undefined {
  const url = `http://[${address}]`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}

/** A whole number as the command line or the environment spells it. */
function wholeNumber(min: number, max: number) {
  const allowed = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/u, allowed)
    .transform(Number)
    .refine((value) => value >= min && value <= max, allowed);
}

function integer(min: number, max: number) {
  const error = `is not a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

function text() {
  return z.string({ error: 'is not a text' });
}

function yesOrNo() {
  return z.boolean({ error: 'is neither true nor false' });
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `is none of ${words.join(', ')}` });
}

/** Five minutes: the longest that the doctor looks around. */
const maxSeconds = 300;

/** How long the doctor looks around. */
export const secondsSchema = lazily(() => wholeNumber(1, maxSeconds));

/** Five minutes here too: who has not got a message by then is not coming back for it. */
const maxWaitSeconds = 300;

const notSeconds = `is not a number of seconds from 0 to ${maxWaitSeconds}, such as 2 or 0.5`;

/** How long `send` waits until what it says has been got. */
export const waitSecondsSchema = lazily(() =>
  z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3})?$/u, notSeconds)
    .transform(Number)
    .refine((value) => value <= maxWaitSeconds, notSeconds),
);

/** A handle is known by how it looks, so that it goes out in one normal form (UAX #15) whatever keys it was typed with. */
export const handleSchema = text()
  .transform((value) => value.normalize())
  .superRefine((value, context) => {
    const problem = handleProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const maxThemes = 32;
const maxKeys = 256;
const maxInterfaces = 64;
const maxNameLength = 32;

const nameSchema = text()
  .regex(/^[\w-]+$/u, 'is no name: give letters, digits, - and _')
  .max(maxNameLength, `is longer than ${maxNameLength} characters`);

function atMost(entries: number): [(value: object) => boolean, string] {
  return [(value) => Object.keys(value).length <= entries, `has more than ${entries} entries`];
}

/** All that can be set; each message continues the sentence `--option VALUE …`. */
export const settingsSchema = z.strictObject({
  handle: handleSchema.meta({ description: 'what to be called' }),
  group: text()
    .transform((value, context) => {
      const group = multicastGroup(value);
      if (group === undefined) context.addIssue({ code: 'custom', message: notAGroup });
      return group ?? z.NEVER;
    })
    .meta({ description: 'the multicast group, IPv4 or IPv6' }),
  port: integer(1, maxPort).meta({ description: 'the UDP port' }),
  ttl: integer(0, maxTtl).meta({
    description: 'how many networks a message may cross: 1 is this LAN, 0 this computer',
  }),
  /** Whether they are there, `net` knows. */
  interfaces: z
    .array(text().min(1, 'is empty: give the name or the address of an interface'), {
      error: 'is no list of interfaces',
    })
    .max(maxInterfaces, { error: `has more than ${maxInterfaces} interfaces` })
    .meta({
      description: 'use only these network interfaces, by name or address; none means every usable one',
    }),
  plain: yesOrNo().meta({
    description: 'a line mode without full screen, for screen readers, dumb terminals and logs',
  }),
  theme: nameSchema.meta({
    description: 'auto (asks the terminal), dark, light, or the name of one of your themes',
  }),
  themes: z
    .record(nameSchema, z.lazy(themeSchema), { error: 'is no object of themes by their names' })
    .refine(...atMost(maxThemes))
    .meta({ description: 'themes of your own, by name' }),
  colour: oneOf(['auto', 'always', 'never']).meta({
    description: 'whether there are colours; auto: as the terminal has them, and none in plain mode',
  }),
  mouse: yesOrNo().meta({
    description: 'whether the wheel scrolls; without it the terminal selects text as ever',
  }),
  notify: oneOf(['off', 'mention', 'all']).meta({
    description: 'for which messages the terminal notifies you while you look elsewhere',
  }),
  hyperlinks: yesOrNo().meta({
    description: 'whether URLs can be clicked on, where the terminal can do that',
  }),
  people: oneOf(['auto', 'always', 'never']).meta({
    description: 'when the pane with the people is shown; auto: on wide terminals',
  }),
  emoji: yesOrNo().meta({ description: 'whether Tab completes :names: of emoji' }),
  time: oneOf(['24h', '12h']).meta({ description: 'how the time of day is written' }),
  /** Which keys and commands there are, the keymap knows. */
  keys: z
    .record(text().max(maxNameLength), nameSchema.nullable(), { error: 'is no object of keys' })
    .refine(...atMost(maxKeys))
    .meta({ description: 'what keys do: the name of a command for each key, null for nothing' }),
});

/** All settings, checked. */
export type SettingValues = z.infer<typeof settingsSchema>;

export type SettingKey = keyof SettingValues;

/** What the network needs; `interface` is empty for every usable one. */
export type Settings = Pick<SettingValues, 'group' | 'port' | 'ttl' | 'handle'> & {
  readonly interface: SettingValues['interfaces'];
};

/** What the chat's screen needs. */
export type ViewSettings = Omit<SettingValues, 'group' | 'port' | 'ttl' | 'handle' | 'interfaces'>;

/** What holds where nothing else is said; the handle is then the login name. */
export const defaultSettings: Readonly<Omit<SettingValues, 'handle'>> = {
  group: defaultGroup,
  port: defaultPort,
  ttl: defaultTtl,
  interfaces: [],
  plain: false,
  theme: 'auto',
  themes: {},
  colour: 'auto',
  mouse: true,
  notify: 'mention',
  hyperlinks: true,
  people: 'auto',
  emoji: true,
  time: '24h',
  keys: {},
};

/** Themes that are there without being described. */
export const builtInThemes = ['auto', 'dark', 'light'] as const;
