// What can be set, with its default, its bounds, and the sentence that explains them. The zod schema is the one
// description; the types and the command line's refusals come from it.
import { isIPv4 } from 'node:net';
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

function isMulticastGroup(address: string): boolean {
  const firstOctet = Number(address.split('.')[0]);
  return isIPv4(address) && firstOctet >= firstMulticastOctet && firstOctet <= lastMulticastOctet;
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
  group: z
    .string()
    .refine(isMulticastGroup, 'is not an IPv4 multicast address: those are 224.0.0.0 to 239.255.255.255'),
  port: wholeNumber(1, maxPort),
  ttl: wholeNumber(0, maxTtl),
  /** Names or addresses of interfaces; none means every usable one. Whether they exist, `net` knows. */
  interface: z.array(z.string().min(1, 'is empty: give the name or the address of an interface')),
  handle: handleSchema,
});

/** Checked settings. */
export type Settings = z.infer<typeof settingsSchema>;
