import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { parseQuery } from '../../src/reports/query.js';
import { rejectReasons } from '../../src/sources/reject.js';
import { sources } from '../../src/sources/registry.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const src = join(root, 'src');

/** Which rooms, or folders or files of one, a room may import from, besides itself; `index.ts` and `cli` may use all. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  lake: [],
  sources: ['lake', 'tags'],
  tags: [],
  kernels: [],
  mining: ['lake', 'tags', 'kernels'],
  linking: ['lake', 'tags', 'mining', 'kernels'],
  images: ['lake', 'kernels', 'tags', 'sources/containers'],
  charts: [],
  engines: ['lake', 'reports/sqltext'],
  reports: ['lake', 'charts', 'images', 'tags', 'linking/review', 'engines'],
  lists: ['lake', 'tags', 'images'],
  simulate: ['kernels'],
};

interface Import {
  name: string;
  /** False for `import type` and for `await import()` inside a function. */
  isLoaded: boolean;
}

interface Module {
  /** Path below src, with forward slashes. */
  path: string;
  lines: number;
  imports: Import[];
}

function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
      const named = clause?.namedBindings;
      const onlyTypes = ts.isExportDeclaration(node) ? node.isTypeOnly : clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        || (clause !== undefined && clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly));
      found.push({ name: node.moduleSpecifier.text, isLoaded: !onlyTypes });
    } else if (ts.isCallExpression(node) && node.arguments[0] !== undefined && ts.isStringLiteral(node.arguments[0])
      && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(file) === 'require')) {
      found.push({ name: node.arguments[0].text, isLoaded: !inFunction });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      found.push({ name: node.argument.literal.text, isLoaded: false });
    }
    node.forEachChild((child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(file, false);
  return found;
}

function modulesOf(folder: string): Module[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { path: name.split(sep).join('/'), lines: text.split('\n').length - 1, imports: importsOf(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)) };
  });
}

const modules = modulesOf(src);
const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

/** The path below src that a relative import leads to. */
const targetOf = (module: Module, name: string) => relative(src, resolve(src, module.path, '..', name)).split(sep).join('/').replace(/\.js$/, '.ts');

describe('imports', () => {
  it('are found at all', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(300);
    const probe = ts.createSourceFile('x.ts', "import 'a'; import type { B } from 'b'; import { type C } from 'c'; import { d, type D } from 'd'; export * from 'e'; export type { F } from 'f'; const g = await import('g'); async function h() { await import('h'); } let i: import('i').I;", ts.ScriptTarget.ES2022, true);
    expect(importsOf(probe).map(({ name, isLoaded }) => `${name}${isLoaded ? '!' : ''}`)).toEqual(['a!', 'b', 'c', 'd!', 'e!', 'f', 'g!', 'h', 'i']);
  });

  it('go only where the design says', () => {
    const wrong = modules.flatMap((module) => module.imports.filter(({ name }) => name.startsWith('.')).flatMap(({ name }) => {
      const [from, target] = [roomOf(module.path), targetOf(module, name)];
      if (from === roomOf(target) || from === '' || from === 'cli') return [];
      return allowed[from]?.some((place) => target.startsWith(`${place}/`) || target === `${place}.ts`) ? [] : [`${module.path} imports ${name}`];
    }));
    expect(wrong).toEqual([]);
  });

  it('between files end in .js and lead to a file', () => {
    const paths = new Set(modules.map((module) => module.path));
    const wrong = modules.flatMap((module) => module.imports.filter(({ name }) => name.startsWith('.') && !(name.endsWith('.js') && paths.has(targetOf(module, name)))).map(({ name }) => `${module.path} imports ${name}`));
    expect(wrong).toEqual([]);
  });

  it('name packages that package.json has, or parts of Node by their full name', () => {
    const listed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<'dependencies' | 'optionalDependencies', Record<string, string>>;
    const dependencies = { ...listed.dependencies, ...listed.optionalDependencies };
    const packageOf = (name: string) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
    const wrong = modules.flatMap((module) => module.imports.filter(({ name }) => !name.startsWith('.') && !name.startsWith('node:') && !(packageOf(name) in dependencies)).map(({ name }) => `${module.path} imports ${name}`));
    expect(wrong).toEqual([]);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d/);
  });

  it('make no circle of files that need each other to start', () => {
    const needs = new Map(modules.map((module) => [module.path, module.imports.filter(({ name, isLoaded }) => isLoaded && name.startsWith('.')).map(({ name }) => targetOf(module, name))]));
    const circles: string[] = [];
    const done = new Set<string>();
    const follow = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
      if (done.has(path) || way.includes(path)) return;
      for (const next of needs.get(path) ?? []) follow(next, [...way, path]);
      done.add(path);
    };
    for (const path of needs.keys()) follow(path, []);
    expect(circles).toEqual([]);
  });

  it('load what few commands need only when it is needed', () => {
    expect(modules.flatMap((module) => module.imports.filter(({ name, isLoaded }) => isLoaded && ['node-sqlite3-wasm', '@clickhouse/client'].includes(name)).map(() => module.path))).toEqual([]);
  });

  it('load charts only when one is drawn', () => {
    const heavy = /^(vega|vega-lite|@resvg\/resvg-js)(\/|$)/;
    expect(modules.flatMap((module) => module.imports.filter(({ name, isLoaded }) => isLoaded && heavy.test(name)).map(({ name }) => `${module.path} imports ${name}`))).toEqual([]);
  });
});

describe('files of src', () => {
  it('do one thing: none is over 400 lines, the median under 100', () => {
    expect(modules.filter(({ lines }) => lines > 400).map(({ path }) => path)).toEqual([]);
    const sorted = modules.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeLessThan(100);
  });

  it('leave nothing for later, and nothing switched off', () => {
    const wrong = modules.filter(({ path }) => /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-nocheck|oxlint-disable|eslint-disable|: any\b|as any\b/.test(readFileSync(join(src, path), 'utf8')));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('saved queries', () => {
  const queries = readdirSync(join(root, 'queries')).filter((name) => name.endsWith('.sql'));

  it('are at least 12', () => expect(queries.length).toBeGreaterThanOrEqual(12));

  it.each(queries)('%s has a title, a description and a topic, and parses', (name) => {
    const query = parseQuery(name.replace('.sql', ''), readFileSync(join(root, 'queries', name), 'utf8'));
    expect(query.title.length).toBeGreaterThan(3);
    expect(query.title).not.toBe(query.name);
    expect(query.description.length).toBeGreaterThan(10);
    for (const param of query.params) expect(JSON.stringify(param)).toMatch(/text|about|description/);
  });
});

describe('docs/sources.md', () => {
  const text = readFileSync(join(root, 'docs', 'sources.md'), 'utf8');

  it('names every source and no other', () => {
    const ids = sources.map(({ id }) => id);
    expect(ids.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
    const listed = text.split('\n').filter((line) => /^\| .* \| `/.test(line)).flatMap((line) => [...line.split('|')[2]!.matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1]!));
    expect(listed.length).toBeGreaterThanOrEqual(ids.length);
    expect(listed.filter((id) => id !== '--source' && !ids.includes(id))).toEqual([]);
  });

  it('explains every reason of a reject', () => {
    expect(Object.keys(rejectReasons).filter((reason) => !text.includes(`\n| \`${reason}\` | `))).toEqual([]);
  });
});

describe('sources', () => {
  it('have ids and codes of their own', () => {
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
    expect(sources.filter(({ id }) => !/^[a-z0-9-]+$/.test(id)).map(({ id }) => id)).toEqual([]);
    expect(sources.filter(({ title }) => title.length < 5)).toEqual([]);
  });
});
