import { type ChartOptions, marks } from './options.js';

const choices: Readonly<Record<string, readonly string[]>> = {
  sort: ['value', 'name', 'rows'], stack: ['zero', 'normalize'], log: ['x', 'y', 'xy', 'color'],
};
const words = ['x', 'y', 'color', 'size', 'label', 'xlabel', 'ylabel'];
const sizes = ['limit', 'width', 'height'];

/**
 * Reads a chart in one line: a mark, then settings of ChartOptions as `name=value`, quoted if they hold spaces.
 *
 *     bar x=posts y=tag_name sort=value limit=20 xlabel="posts since 2015"
 *
 * Throws an Error that says which word is wrong.
 */
export function parseChart(text: string): ChartOptions {
  const [first = '', ...rest] = text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const mark = marks.find((known) => known === first);
  if (!mark) throw new Error(`unknown chart "${first}"; charts: ${marks.join(', ')}, gallery`);
  const options: Record<string, string | number> = { mark };
  for (const word of rest) {
    const [, name = word, quoted, bare] = /^(\w+)=(?:"(.*)"|(.+))$/s.exec(word) ?? [];
    options[name] = settingValue(name, quoted ?? bare);
  }
  return options as unknown as ChartOptions;
}

function settingValue(name: string, value: string | undefined): string | number {
  const allowed = choices[name];
  if (!allowed && !words.includes(name) && !sizes.includes(name)) {
    throw new Error(`unknown chart setting "${name}"; settings: ${[...words, ...Object.keys(choices), ...sizes].join(', ')}`);
  }
  if (value === undefined) throw new Error(`chart setting ${name} has no value; write ${name}=...`);
  if (allowed && !allowed.includes(value)) throw new Error(`chart setting ${name} is one of ${allowed.join(', ')}, not "${value}"`);
  if (!sizes.includes(name)) return value;
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new Error(`chart setting ${name} must be a whole number, not "${value}"`);
  return Number(value);
}
