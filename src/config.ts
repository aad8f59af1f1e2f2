// What can be set: each setting with its type, its bounds, its default and the sentence that explains it. The words of the
// command line and the environment (`settings/read-word.ts`) and the file (`settings/settings-schema.ts`) are judged by it.
import { isIPv4, isIPv6 } from 'node:net';
import type { WrittenTheme } from './settings/theme-schema.js';

/** The 2012 original's group and port; its article names 224.6.1.88:6188 in the text, its code has these. */
export const defaultGroup = '224.6.8.11';
export const defaultPort = 6811;

/** One hop: the LAN and no further. */
export const defaultTtl = 1;

/** The port above the chat port is for control datagrams, so the last port cannot be the chat's. */
const maxPort = 65_534;
const maxTtl = 255;

/** The least and the greatest value of each setting that is a whole number. */
export const numberBounds = {
  port: { min: 1, max: maxPort },
  ttl: { min: 0, max: maxTtl },
} as const;

/** The values of each setting that is one of a few words. */
export const wordChoices = {
  colour: ['auto', 'always', 'never'],
  notify: ['off', 'mention', 'all'],
  people: ['auto', 'always', 'never'],
  time: ['24h', '12h'],
} as const;

/** More interfaces than this no computer chats on. */
export const maxInterfaces = 64;

/** `224.0.0.0/4`: the IPv4 multicast addresses (RFC 5771). */
const firstMulticastOctet = 224;
const lastMulticastOctet = 239;

/** `ff00::/8` (RFC 4291 §2.7), but for scopes that reach no other computer (1) or are reserved (0 and f). */
const ipv6Group = /^ff[0-9a-f][2-9a-e]:/u;

/** Why something is no group, as the end of a sentence. */
export const notAGroup =
  'is not the address of a multicast group: those are 224.0.0.0 to 239.255.255.255, and IPv6 addresses that begin with ff, such as ff12::e006:80b';

/** The group in its one spelling; `undefined` if it is none, or none that reaches another computer. */
export function multicastGroup(address: string): string | undefined {
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

/** All settings, checked. */
export interface SettingValues {
  /** In one normal form (UAX #15), whatever keys it was typed with. */
  readonly handle: string;
  readonly group: string;
  readonly port: number;
  readonly ttl: number;
  /** Whether they are there, `net` knows. */
  readonly interfaces: readonly string[];
  readonly plain: boolean;
  readonly theme: string;
  readonly themes: Readonly<Record<string, WrittenTheme>>;
  readonly colour: (typeof wordChoices.colour)[number];
  readonly mouse: boolean;
  readonly notify: (typeof wordChoices.notify)[number];
  readonly hyperlinks: boolean;
  readonly people: (typeof wordChoices.people)[number];
  readonly emoji: boolean;
  readonly time: (typeof wordChoices.time)[number];
  /** Which keys and commands there are, the keymap knows. */
  readonly keys: Readonly<Record<string, string | null>>;
}

export type SettingKey = keyof SettingValues;

/** What each setting is, in a few words; in the order in which they are shown. */
export const settingSummaries: Readonly<Record<SettingKey, string>> = {
  handle: 'what to be called',
  group: 'the multicast group, IPv4 or IPv6',
  port: 'the UDP port',
  ttl: 'how many networks a message may cross: 1 is this LAN, 0 this computer',
  interfaces: 'use only these network interfaces, by name or address; none means every usable one',
  plain: 'a line mode without full screen, for screen readers, dumb terminals and logs',
  theme: 'auto (asks the terminal), dark, light, or the name of one of your themes',
  themes: 'themes of your own, by name',
  colour: 'whether there are colours; auto: as the terminal has them, and none in plain mode',
  mouse: 'whether the wheel scrolls; without it the terminal selects text as ever',
  notify: 'for which messages the terminal notifies you while you look elsewhere',
  hyperlinks: 'whether URLs can be clicked on, where the terminal can do that',
  people: 'when the pane with the people is shown; auto: on wide terminals',
  emoji: 'whether Tab completes :names: of emoji',
  time: 'how the time of day is written',
  keys: 'what keys do: the name of a command for each key, null for nothing',
};

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

/**
 * Why a theme cannot be, as the end of a sentence that begins with it; `undefined` if it can.
 *
 * @param themes those that are described
 */
export function themeProblem(theme: string, themes: SettingValues['themes']): string | undefined {
  const names: readonly string[] = [...builtInThemes, ...Object.keys(themes)];
  return names.includes(theme) ? undefined : `is not there: there are ${names.join(', ')}`;
}
