/** Colours by role, light and dark. A drawing names the role; the page that holds it says which of the two. */
interface Theme {
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly paper: string;
  readonly other: string;
  readonly series: readonly string[];
  readonly steps: readonly string[];
}

/**
 * The series colours were searched in OKLab: every two differ by at least 0.1, also as seen with protanopia and deuteranopia
 * (matrices of Machado, Oliveira and Fernandes, 2009), and each stands out 3:1 from the paper.
 */
export const light: Theme = {
  ink: '#23252b', soft: '#63666f', rule: '#e3e1da', paper: '#fffefb', other: '#a5a7ad',
  series: ['#1d49a0', '#cb801b', '#0aa880', '#a04b52', '#a281e4', '#424500', '#721d5d', '#387c9f'],
  steps: ['#dff6f2', '#ade4e2', '#7ad0d8', '#44b9d0', '#07a0c6', '#0285b3', '#006ba1', '#005190', '#153974'],
};

export const dark: Theme = {
  ink: '#e9e7e1', soft: '#a2a5ae', rule: '#32353e', paper: '#1a1c22', other: '#6f737d',
  series: ['#4476b8', '#f5b361', '#83edbd', '#e48183', '#c8c3fd', '#8f8329', '#a45975', '#39acd3'],
  steps: ['#132954', '#054073', '#005a87', '#01749a', '#078fac', '#05abbe', '#41c5c9', '#7bdcd3', '#aef1e0'],
};

/** CSS custom properties of a theme, to stand in a rule of the page. */
export function themeVariables(theme: Theme): string {
  return Object.entries(byName(theme)).map(([name, color]) => `--bl-${name}:${color}`).join(';');
}

function byName({ series, steps, ...roles }: Theme): Record<string, string> {
  const numbered = (prefix: string, colors: readonly string[]): [string, string][] => colors.map((color, i) => [`${prefix}${i + 1}`, color]);
  return { ...roles, ...Object.fromEntries([...numbered('c', series), ...numbered('s', steps)]) };
}

const lightColors = byName(light);

/** A role as a CSS colour: the page's variable, or the light theme where there is none. Text then takes the colour of the text around. */
export function paint(name: string): string {
  return `var(--bl-${name}, ${name === 'ink' ? 'currentColor' : lightColors[name]})`;
}

export const seriesPaints: readonly string[] = light.series.map((_, i) => paint(`c${i + 1}`));
export const stepPaints: readonly string[] = light.steps.map((_, i) => paint(`s${i + 1}`));

/** The drawing with the light theme's colours written out, for programs that know no CSS variables. */
export function concrete(svg: string): string {
  return svg.replace(/var\(--bl-(\w+),[^()]*\)/g, (whole, name: string) => lightColors[name] ?? whole);
}
