// What is known to be sent to those who read text in a terminal: each attack as the text that carries it. The sources are
// xterm's ctlseqs, the terminals' own documents, and what has been reported: CVE-2003-0063 (titles that are typed back),
// CVE-2019-9535 (iTerm2 within tmux), CVE-2021-27135 and CVE-2022-45063 (xterm), CVE-2022-45872 (iTerm2), CVE-2009-0661 and
// CVE-2012-5854 (WeeChat's colours), CVE-2016-7044 (irssi's), CVE-2021-42574 (text that is not in the order that it has).

const esc = '\u001B';
const bel = '\u0007';
const st = `${esc}\\`;

/** All characters from one to another. */
function range(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('');
}

/** A handle that looks like the chat's own parts, or takes more room than any. */
const strangeHandles = [
  'ann',
  '·',
  '✓',
  '@',
  '*',
  '▸',
  '──',
  'x'.repeat(7000),
  '👨‍👩‍👧‍👦'.repeat(200),
  '﷽'.repeat(40),
];

/** By name; each stands in the content of a message, in a handle, and in a client id. */
export const attacks: readonly (readonly [name: string, text: string])[] = [
  ['the title, ended by BEL', `${esc}]0;gone${bel}${esc}]1;gone${bel}${esc}]2;gone${bel}`],
  ['the title, ended by ST, and typed back', `${esc}]2;id${st}${esc}[21t${esc}[20t${esc}[23;0t`],
  ['the clipboard, written', `${esc}]52;c;cm0gLXJmIH4=${bel}${esc}]52;p;cm0gLXJmIH4=${st}`],
  ['the clipboard, read', `${esc}]52;c;?${bel}`],
  ['a hyperlink that lies', `${esc}]8;;file:///etc/passwd${st}https://bank.example${esc}]8;;${st}`],
  ['a hyperlink within a URL', `https://a.example/${bel}${esc}]8;;javascript:alert(1)${bel}x`],
  ['a URL with a name in it', 'https://bank.example@evil.example/ javascript:alert(1) file:///etc/passwd'],
  ['a URL with what ends a control string', `https://a.example/\u009C\u0007;x`],
  [
    'colours, and their answers',
    `${esc}]4;1;#000000${bel}${esc}]10;?${bel}${esc}]11;#ffffff${bel}${esc}]104${bel}`,
  ],
  [
    'questions to the device',
    `${esc}[c${esc}[>c${esc}[=c${esc}[5n${esc}[6n${esc}[?6n${esc}[>q${esc}[x\u0005${esc}Z`,
  ],
  ['questions for modes and settings', `${esc}[?1049$p${esc}[2026$p${esc}P$q"p${st}${esc}P+q544e${st}`],
  ['an answer that is taken for typed text', `${esc}P1$r;echo owned\n${st}${esc}[?1;2c`],
  ['a notification', `${esc}]9;hello${bel}${esc}]777;notify;a;b${bel}${esc}]99;;hi${st}`],
  [
    "iTerm2's own commands",
    `${esc}]1337;File=inline=1:AAAA${bel}${esc}]50;SetProfile=x${bel}${esc}]6;cwd${bel}`,
  ],
  ['through tmux', `${esc}Ptmux;${esc}${esc}]52;c;eA==${bel}${st}`],
  [
    'through screen',
    `${esc}P${esc}]52;c;eA==${bel}${st}${esc}ktitle${st}${esc}_x${st}${esc}^y${st}${esc}Xz${st}`,
  ],
  ['pictures', `${esc}Pq#0;2;0;0;0#0~~@@vv${st}${esc}_Gf=24,s=1,v=1;AAAA${st}`],
  [
    'the screen erased, left, reset',
    `${esc}[2J${esc}[3J${esc}[H${esc}[?1049l${esc}[?47l${esc}c${esc}[!p${esc}#8`,
  ],
  [
    'modes',
    `${esc}[?25l${esc}[?1000h${esc}[?2004l${esc}[?1004l${esc}[?2026h${esc}[4h${esc}[20h${esc}[?5h${esc}=`,
  ],
  [
    'where things scroll, and the cursor is',
    `${esc}[5;6r${esc}7${esc}8${esc}[s${esc}[u${esc}D${esc}M${esc}E${esc}[99A`,
  ],
  ['characters of another set', `\u000E\u000F${esc}(0${esc})0${esc}%G${esc}%@${esc}n${esc}o`],
  ['keys that are bound anew, and printing', `${esc}["rm -rf ~";13p${esc}[5i${esc}[4i${esc}[0i${esc}[?5i`],
  ['a paste that never ends', `${esc}[201~\nrm -rf ~\n${esc}[200~`],
  ['colours that hide', `${esc}[8mhidden${esc}[30;40m${esc}[0;1;5;7m`],
  ['a sequence without an end', `${esc}]0;and now all that follows is a title`],
  ['another without an end', `${esc}Pand now all that follows is nothing`],
  ['half a sequence', `${esc}[38;5;`],
  ['C0', range(0x01, 0x1f)],
  ['DEL', 'a\u007F\u007F\u007Fb'],
  ['C1', range(0x80, 0x9f)],
  ['C1 as sequences', '\u009B2J\u009D0;gone\u009C\u0090$q\u009C\u009F_x\u009C\u0085\u008D'],
  ['bidirectional overrides', '\u202Eevil\u202C \u2066x\u2067y\u2068z\u2069 \u200E\u200F\u061C'],
  [
    'what cannot be seen',
    `a${range(0x200b, 0x200f)}${range(0x2060, 0x206f)}\uFEFF\u00AD\u034F\u180E\u3164\uFFA0\u115F`,
  ],
  ['tags', `\u{E0001}${range(0xe0061, 0xe007a)}\u{E007F}`],
  ['selectors', `x${range(0xfe00, 0xfe0f)}${range(0xe0100, 0xe0110)}`],
  ['private use, and what is none', '\uE000\uF8FF\u{F0000}\u{10FFFD}\uFFFE\uFFFF\u{1FFFE}\uFFF9\uFFFA\uFFFB'],
  ['marks upon marks', `Z${'\u0301\u0323\u0308\u20DD'.repeat(500)}algo`],
  ['marks without a base', '\u0301\u0489\u20E3 \u0E33\u0E33 \u{1D165}'],
  ['vowel signs', `ก${'\u0E33'.repeat(200)} ${'\u0DDD'.repeat(100)}`],
  ['a forged line', '\n✓ 14:03 ann I agree to everything'],
  ['lines forged by all that breaks one', 'x\r✓ ann\u000By\u000Cz\u0085a\u2028b\u2029c\r\nd'],
  ['what is written over', `harmless${'\b'.repeat(8)}${' '.repeat(8)}\revil\u001B[1K`],
  ['a forged notice', '· 14:03 bob left'],
  ['a forged rule', `${'─'.repeat(200)} new ─`],
  ['spaces that push', `${' '.repeat(300)}✓ 14:03 ann yes\u00A0\u2003\u3000\t\t\t`],
  ["terminal-kit's markup", '^r^R^[bg:red]^+^-^_^!^/^#^:^^ %s%d%n%J ^[fg:*red]evil^:'],
  ["terminal-kit's escapes", '\\x1b[2J \\u001b]0;x \\e[31m $(id) `id` ${HOME} {{7*7}}'],
  ['codes of other chats', '\u0002bold\u000304,01red\u000F\u0016\u001D\u001F <b>x</b> \u00034'],
  ['wide ones', '日本語한국어ｆｕｌｌ🈁𝓤𒐫﷽⸻꧅'],
  ['emoji of many parts', '👩🏽‍🚀👨‍👩‍👧‍👦🏴‍☠️🏳️‍🌈🇨🇭🇩1️⃣#️⃣☺️☺︎❤️‍🔥🧑🏿‍🤝‍🧑🏻'],
  ['joiners that join nothing', `\u200D\u200D👩\u200D\u200D${'👩\u200D'.repeat(300)}`],
  ['Hangul in pieces', `${'ᄀ'.repeat(60)}${'ᅡ'.repeat(60)}${'ᆨ'.repeat(60)}`],
  ['flags without a country', '🇦'.repeat(101)],
  ['lone surrogates', 'a\uD83Db\uDC00c\uDFFF\uD800'],
  ['one long word', 'w'.repeat(900)],
];

/** Handles, where the whole of one is the attack. */
export const handles: readonly string[] = strangeHandles;

/** No chat at all. */
export const noChat: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['all bytes', Uint8Array.from({ length: 256 }, (_, at) => at)],
  ['sequences as they are', Buffer.from(`${esc}[2J${esc}]0;gone${bel}\u009B2J`, 'latin1')],
  ['JSON that is none', Buffer.from('{"client_id":"x","handle":"\u001B[2J","content":"')],
  [
    'overlong UTF-8 of ESC',
    Buffer.from(
      '7b22636c69656e745f6964223a2278222c2268616e646c65223a22c09b222c22636f6e74656e74223a2278227d',
      'hex',
    ),
  ],
  ['deep JSON', Buffer.from('['.repeat(4000))],
];
