import { UserError } from '../../lake/error.js';

/** A token of a template, `%date:format=yyyy-MM-dd%`: its name and options. */
export interface LogToken {
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}

/** The layout of a log's lines: tokens with texts between them. */
export interface LogTemplate {
  readonly tokens: readonly LogToken[];
  /** The text before each token, and the one behind the last. */
  readonly texts: readonly string[];
}

/** The one template known from the wild (format reference A8.2). */
export const usualTemplate =
  '%website% --- %id% --- %copyright% ~~~ %character% ### %artist% @@@ %all% $$$ %date:format=yyyy-MM-dd% &&& %rating% ^^^^^^ %score% *** %width%x%height% === %ext%';

const hint = 'Give it as it stands in the settings of Grabber, for instance --template "%website% - %id% - %all:underscores%"';

/** Reads a template; `^` takes its meaning from the sign that follows. Throws UserError for one that lines cannot be read back by. */
export function parseTemplate(template: string): LogTemplate {
  const refuse = (why: string) => new UserError(`Template ${template}: ${why}`, hint, 2);
  if (template.startsWith('javascript:')) throw refuse('a script cannot be read back');
  if (/[\r\n]/.test(template)) throw refuse('only templates of one line are read');
  const tokens: LogToken[] = [];
  const texts = [''];
  const piece = /\^([^])|%([a-z_0-9.]+)((?::(?:\^[^]|[^%^])*)?)%|([^])/gy;
  for (const [, escaped, name, options, char] of template.matchAll(piece)) {
    if (char === '<') throw refuse('conditions cannot be read back');
    if (char === '%') throw refuse('a % belongs to no token; ^% is a mere %');
    if (name === undefined) texts[texts.length - 1] += escaped ?? char;
    else {
      if (tokens.length > 0 && texts.at(-1) === '') throw refuse(`nothing stands between %${tokens.at(-1)!.name}% and %${name}%`);
      tokens.push({ name, options: optionsOf(options!.slice(1)) });
      texts.push('');
    }
  }
  if (!tokens.some(({ name }) => name === 'id')) throw refuse('it has no %id%');
  return { tokens, texts };
}

function optionsOf(text: string): Record<string, string> {
  const parts = [...text.matchAll(/(?:\^[^]|[^,^])+/g)].map(([part]) => part.replace(/\^([^])/g, '$1'));
  return Object.fromEntries(parts.map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part.trim(), ''] : [part.slice(0, equals).trim(), part.slice(equals + 1)];
  }));
}

/** The texts of a line's tokens, in their order: each goes to where the text behind it first stands. Null for a line of another layout. */
export function matchTemplate({ tokens, texts }: LogTemplate, line: string): string[] | null {
  if (!line.startsWith(texts[0]!)) return null;
  let at = texts[0]!.length;
  const values: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const behind = texts[i + 1]!;
    const isLast = i === tokens.length - 1;
    const end = isLast ? line.length - behind.length : line.indexOf(behind, at);
    if (end < at || !line.startsWith(behind, end)) return null;
    values.push(line.slice(at, end).trim());
    at = end + behind.length;
  }
  return values;
}
