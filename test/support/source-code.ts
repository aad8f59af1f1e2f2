// TypeScript source with everything taken out that is not code: comments go, and each literal becomes its number, so that
// what looks like code inside a string, a template or a regular expression fools nobody. Understands just enough for that.

/** Code without comments; `"3"` stands for `literals[3]`. */
export interface SourceCode {
  readonly code: string;
  /** The contents of strings, templates (one for each stretch of text) and regular expressions, in order. */
  readonly literals: readonly string[];
}

/** Tried in this order at each place in code. */
const token =
  /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|'(?<single>(?:[^'\\\n]|\\[^])*)'|"(?<double>(?:[^"\\\n]|\\[^])*)"|(?<word>[\w$]+)|(?<space>\s+)|(?<sign>[^])/y;

/** A regular expression: a slash in brackets does not end it. */
const regularExpression = /\/(?<body>(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[a-z]*/y;

/** The text of a template up to its end or to an expression in it. */
const templateText = /(?<text>(?:[^\\`$]|\\[^]|\$(?!\{))*)(?<end>`|\$\{)/y;

/** After these a slash begins a regular expression; after anything else it divides. */
const expectsOperand =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))$/u;

/** Reads one file's text. */
export function readSource(source: string): SourceCode {
  const literals: string[] = [];
  /** For each template that we are in an expression of: how many braces are open in the expression. */
  const templates: number[] = [];
  let code = '';
  let at = 0;

  const match = (pattern: RegExp): Partial<Record<string, string>> | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found === null) return undefined;
    at = pattern.lastIndex;
    return found.groups;
  };
  const literal = (content: string): void => {
    code += `"${literals.length}"`;
    literals.push(content);
  };
  const template = (): void => {
    const { text = '', end } = match(templateText) ?? {};
    literal(text);
    if (end === '${') templates.push(0);
  };

  while (at < source.length) {
    if (source[at] === '/' && expectsOperand.test(code.trimEnd())) {
      const { body } = /^\/[/*]/u.test(source.slice(at, at + 2)) ? {} : (match(regularExpression) ?? {});
      if (body !== undefined) {
        literal(body);
        continue;
      }
    }
    const { comment, single, double, word, space, sign = '' } = match(token) ?? {};
    const content = single ?? double;
    const depth = templates.at(-1);
    if (comment !== undefined) code += ' ';
    else if (content !== undefined) literal(content);
    else if (sign === '`') template();
    else if (sign === '}' && depth === 0) {
      templates.pop();
      template();
    } else {
      if (depth !== undefined && (sign === '{' || sign === '}'))
        templates[templates.length - 1] = depth + (sign === '{' ? 1 : -1);
      code += word ?? space ?? sign;
    }
  }
  return { code, literals };
}
