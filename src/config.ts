// What can be set, with its default, its bounds, and the sentence that explains them. The zod schema is the one
// description; the types and the command line's refusals come from it.
import { isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
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
  if (isIPv6(address)) {
    const spelled = normalIPv6(address);
    return spelled !== undefined && ipv6Group.test(spelled) ? spelled : undefined;
  }
  const firstOctet = Number(address.split('.')[0]);
  const isGroup = isIPv4(address) && firstOctet >= firstMulticastOctet && firstOctet <= lastMulticastOctet;
  return isGroup ? address : undefined;
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

/** Five minutes: the longest that the doctor looks around. */
const maxSeconds = 300;

/** How long the doctor looks around. */
export const secondsSchema = wholeNumber(1, maxSeconds);

/** Five minutes here too: who has not got a message by then is not coming back for it. */
const maxWaitSeconds = 300;

const notSeconds = `is not a number of seconds from 0 to ${maxWaitSeconds}, such as 2 or 0.5`;

/** How long `send` waits until what it says has been got. */
export const waitSecondsSchema = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?$/u, notSeconds)
  .transform(Number)
  .refine((value) => value <= maxWaitSeconds, notSeconds);

/** A handle is known by how it looks, so that it goes out in one normal form (UAX #15) whatever keys it was typed with. */
export const handleSchema = z
  .string()
  .transform((value) => value.normalize())
  .superRefine((value, context) => {
    const problem = handleProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** The settings as they are typed; each message continues the sentence `--option VALUE …`. */
export const settingsSchema = z.object({
  group: z.string().transform((value, context) => {
    const group = multicastGroup(value);
    if (group === undefined) context.addIssue({ code: 'custom', message: notAGroup });
    return group ?? z.NEVER;
  }),
  port: wholeNumber(1, maxPort),
  ttl: wholeNumber(0, maxTtl),
  /** Names or addresses of interfaces; none means every usable one. Whether they exist, `net` knows. */
  interface: z.array(z.string().min(1, 'is empty: give the name or the address of an interface')),
  handle: handleSchema,
});

/** Checked settings. */
export type Settings = z.infer<typeof settingsSchema>;
