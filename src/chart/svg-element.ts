// SVG as text: elements whose attributes and texts cannot break out of their place.

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element. @param content markup; text has to go through {@link escaped} */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? px(value) : escaped(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>${content.join('')}</${name}>`;
}

/** Two decimals are finer than any screen, and keep rounding errors out of the file. */
export function px(length: number): string {
  return String(Math.round(length * 100) / 100);
}

/** Characters that XML has no way to write: https://www.w3.org/TR/xml/#charsets */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text as it stands in an element or in an attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll(unwritable, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
