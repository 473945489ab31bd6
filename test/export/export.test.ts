import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportLake } from '../../src/engines/export.js';
import type { ExportManifest } from '../../src/engines/export-manifest.js';
import { verifyExport } from '../../src/engines/verify-export.js';
import { postTables, schemaOf, schemas, type TableName } from '../../src/lake/schema.js';
import { literal } from '../../src/lake/sql.js';
import { ratings, type Rating } from '../../src/lake/views.js';
import { cli, manifestOf, tempFolder, treeOf, withLake } from '../load/fixtures.js';
import { useStubs } from '../load/stub-source.js';
import { boards, writeExportedLake } from './exported-lake.js';

useStubs();
const dir = tempFolder('export');
const at = '/there';
let lake: string;
let made = 0;
const fresh = () => join(dir, `export-${++made}`);
const run = async (rating: Rating, to = fresh()) => ({ to, ...(await exportLake(lake, { to, at, rating })) });
const whole = new Map<Rating, ReturnType<typeof run>>();
/** An export that several tests read and none changes. */
const exported = (rating: Rating) => whole.get(rating) ?? whole.set(rating, run(rating)).get(rating)!;
const exportOf = (to: string) => JSON.parse(readFileSync(join(to, 'export.json'), 'utf8')) as ExportManifest;

/** SQL that reads a table the way readers of hive folders do. */
const read = (to: string, table: TableName) =>
  `(SELECT ${Object.keys(schemaOf(table).columns).join(', ')} FROM read_parquet(${literal(`${to}/${table}/${postTables.includes(table) ? '*/' : ''}*.parquet`)}, hive_partitioning = ${postTables.includes(table)}, hive_types_autocast = false))`;

const rowsOf = <T = Record<string, unknown>>(sql: string, rating: Rating = 'all') => withLake(lake, (opened) => opened.rows<T>(sql), { rating });

beforeAll(async () => {
  lake = await writeExportedLake(dir);
});

describe('an export', () => {
  it.each(ratings)('up to rating %s holds what the session shows, in every table', async (rating) => {
    const { to, tables, hiddenPosts } = await exported(rating);
    expect(hiddenPosts).toBe({ safe: 6, sensitive: 3, all: 0 }[rating]);
    await withLake(lake, async (opened) => {
      for (const table of schemas.keys()) {
        if (rating !== 'all' && table === 'rejects') continue;
        const { columns } = schemaOf(table);
        const types = await opened.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${read(to, table)}`);
        expect(Object.fromEntries(types.map((row) => [row.column_name, row.column_type])), table).toEqual(Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, type === 'TIMESTAMPTZ' ? 'TIMESTAMP WITH TIME ZONE' : type.replace('REAL', 'FLOAT')])));
        const shown = await opened.rows(`SELECT * FROM ${table} ORDER BY ALL`);
        expect(await opened.rows(`SELECT * FROM ${read(to, table)} ORDER BY ALL`), table).toEqual(shown);
        const all = manifestOf(lake).tables[table]?.reduce((sum, file) => sum + file.rows, 0) ?? 0;
        expect(tables.find((row) => row.table === table), table).toMatchObject({ rows: shown.length, stayed: all - shown.length });
      }
    }, { rating });
  });

  it('names no hidden post in any other table, unless all posts leave', async () => {
    const { to } = await exported('sensitive');
    expect(await rowsOf(`SELECT booru, pool_id, post_fids FROM ${read(to, 'pools')} ORDER BY ALL`)).toEqual([
      { booru: boards[1], pool_id: 1, post_fids: ['1', '2'] }, { booru: boards[0], pool_id: 1, post_fids: ['1', '9'] }, { booru: boards[0], pool_id: 2, post_fids: null },
    ]);
    expect(await rowsOf(`SELECT task, subject FROM ${read(to, 'predictions')} ORDER BY ALL`)).toEqual([{ task: 'category', subject: '3' }, { task: 'rating', subject: '1' }]);
    expect(await rowsOf(`SELECT kind, right_key FROM ${read(to, 'decisions')} ORDER BY ALL`)).toEqual([{ kind: 'crossposts', right_key: `${boards[2]}/2` }, { kind: 'tags', right_key: `${boards[2]}/3` }]);
    expect(await rowsOf(`SELECT count(*) AS n FROM ${read(to, 'rejects')}`)).toEqual([{ n: 0 }]);
    expect(await rowsOf(`SELECT path FROM ${read(to, 'images')} ORDER BY ALL`)).toEqual([{ path: '/pictures/1.png' }, { path: '/pictures/own.png' }]);
    const all = await exported('all');
    expect(await rowsOf(`SELECT count(*) AS n FROM ${read(all.to, 'rejects')}`)).toEqual([{ n: 1 }]);
    expect(await rowsOf(`SELECT post_fids FROM ${read(all.to, 'pools')} WHERE booru = ${literal(boards[0])} AND pool_id = 1`)).toEqual([{ post_fids: ['1', '3', '9', '3'] }]);
  });

  it('gives the same bytes each time, and can be held against its manifest', async () => {
    const { to } = await run('sensitive');
    const tree = treeOf(to);
    expect(treeOf((await run('sensitive')).to)).toEqual(tree);
    await run('sensitive', to);
    expect(treeOf(to)).toEqual(tree);
    const { files, ...facts } = exportOf(to);
    expect(facts).toMatchObject({ rating: 'sensitive', generation: 2, hiddenPosts: 3 });
    expect(Object.fromEntries(files.map((file) => [file.path, file.sha256]))).toEqual(Object.fromEntries(Object.entries(tree).filter(([path]) => path !== 'export.json')));
    expect((await verifyExport(to)).faults).toEqual([]);
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('copies files of the lake that hold no hidden post', async () => {
    const own = new Set(Object.values(manifestOf(lake).tables).flat().map((file) => file.sha256));
    const copied = async (rating: Rating) => exportOf((await exported(rating)).to).files.filter((file) => own.has(file.sha256)).map((file) => file.path);
    const some = await copied('sensitive');
    expect(some).toContain(`posts/booru=${boards[0]}/1.parquet`);
    expect(some).not.toContain(`posts/booru=${boards[0]}/0.parquet`);
    expect(new Set(await copied('all')).size).toBe(own.size);
  });

  it('has folders that hive readers understand, whatever a board is called', async () => {
    const { to } = await exported('all');
    expect(readdirSync(join(to, 'posts')).sort()).toEqual(['booru=a%2Fb%20c%25', 'booru=danbooru.donmai.us', 'booru=é.example'].sort());
    expect(await rowsOf(`SELECT DISTINCT booru FROM ${read(to, 'post_tags')} ORDER BY ALL`)).toEqual([...boards].sort().map((booru) => ({ booru })));
  });

  it('tells people and programs what it is', async () => {
    const { to } = await exported('sensitive');
    const dictionary = await rowsOf(`SELECT * FROM read_json(${literal(join(to, 'dictionary.jsonl'))}) WHERE "table" = 'post_tags' ORDER BY place`);
    expect(dictionary.map(({ column, key_place, in_path, type, nullable, clickhouse }) => [column, key_place, in_path, type, nullable, clickhouse])).toEqual([
      ['booru', 1, true, 'VARCHAR', false, 'LowCardinality(String)'], ['post_key', 2, false, 'BIGINT', false, 'Int64'], ['tag_id', 3, false, 'INTEGER', false, 'Int32'], ['rating_level', null, false, 'TINYINT', false, 'Int8'],
    ]);
    const readme = readFileSync(join(to, 'README.md'), 'utf8');
    expect(readme).toContain('Posts above the rating "sensitive" stayed in the lake: 3,');
    expect(readme).toContain('| posts | 7 | booru, post_key |');
    expect(readme).toMatch(/## works\n\nWhich picture[^]*\| \*\*post_key\*\* \| BIGINT \|/);
    const ddl = (engine: string) => readFileSync(join(to, 'ddl', `${engine}.sql`), 'utf8');
    expect(ddl('clickhouse')).toContain("FROM file('/there/posts/booru=*/*.parquet', 'Parquet')");
    expect(ddl('spark')).toContain("LOCATION '/there/tags'");
    expect(ddl('trino')).toContain("external_location = '/there/tags'");
  });
});

describe('a folder for an export', () => {
  const refused = async (to: string) => {
    const before = treeOf(dir);
    const message = await exportLake(lake, { to }).then(() => 'exported', (error: Error) => error.message);
    expect(treeOf(dir)).toEqual(before);
    return message;
  };
  const holding = (files: Record<string, string>) => {
    const to = fresh();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(to, name, '..'), { recursive: true });
      writeFileSync(join(to, name), text);
    }
    return to;
  };

  it('is not one that holds other things, or lies in the lake, or is a file', async () => {
    expect(await refused(holding({ 'thesis.txt': 'x' }))).toMatch(/not empty and holds no export: it has thesis.txt/);
    expect(await refused(join(lake, 'out'))).toMatch(/lake's own folder/);
    expect(await refused(lake)).toMatch(/lake's own folder/);
    expect(await refused(dir)).toMatch(/holds no export/);
    const file = join(holding({ file: 'x' }), 'file');
    expect(await refused(file)).toMatch(/is a file/);
    expect(await refused(join(file, 'below'))).toMatch(/is a file, or lies below one/);
    await expect(exportLake(lake, { to: join(dir, 'a*b') })).rejects.toThrow(/pattern/);
    expect(existsSync(join(dir, 'a*b'))).toBe(false);
  });

  it('may be empty, or a link to a folder', async () => {
    const real = fresh();
    mkdirSync(real);
    const link = fresh();
    symlinkSync(real, link);
    await run('safe', link);
    await run('sensitive', link);
    expect(exportOf(real).rating).toBe('sensitive');
  });

  it('with half an export or one with other files is told, and kept', async () => {
    const { to } = await run('all');
    writeFileSync(join(to, 'posts', 'mine.txt'), 'x');
    expect(await refused(to)).toMatch(/posts\/mine.txt is not of it/);
    rmSync(join(to, 'posts', 'mine.txt'));
    writeFileSync(join(to, 'export.json'), readFileSync(join(to, 'export.json'), 'utf8').slice(0, 100));
    expect(await refused(to)).toMatch(/half an export/);
    rmSync(join(to, 'export.json'));
    expect(await refused(to)).toMatch(/half an export/);
    await expect(verifyExport(to)).rejects.toThrow(/half of one/);
  });

  it('is mended after an export that was killed', async () => {
    const { to } = await run('sensitive');
    const name = `export-${made}`;
    const gone = 2 ** 22 + 1;
    mkdirSync(join(dir, `.${name}.${gone}.part`, 'posts'), { recursive: true });
    renameSync(to, join(dir, `.${name}.${gone}.old`));
    await expect(exportLake(lake, { to, signal: AbortSignal.abort() })).rejects.toThrow(/Interrupted/);
    expect(exportOf(to).rating).toBe('sensitive');
    expect(readdirSync(dir).filter((entry) => entry.startsWith('.'))).toEqual([]);
  });

  it('stays as it was when the export fails', async () => {
    const { to } = await run('safe');
    const before = treeOf(to);
    const [file] = manifestOf(lake).tables.tag_vectors!;
    const path = join(lake, file!.path);
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.from(bytes.map((byte, i) => (i === 40 ? byte ^ 255 : byte))));
    await expect(exportLake(lake, { to, rating: 'all' })).rejects.toThrow(/damaged: .*tag_vectors/);
    writeFileSync(path, bytes);
    const manifest = join(lake, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    const loadMeanwhile = ({ done }: { done: number }) => {
      if (done !== 1) return;
      rmSync(path, { force: true });
      writeFileSync(manifest, text.replace(/"generation": \d+/, '"generation": 9'));
    };
    await expect(exportLake(lake, { to, rating: 'all', onStep: loadMeanwhile })).rejects.toThrow('The lake was changed while it was exported');
    writeFileSync(path, bytes);
    writeFileSync(manifest, text);
    expect(treeOf(to)).toEqual(before);
    expect(readdirSync(dir).filter((entry) => entry.startsWith('.'))).toEqual([]);
  });
});

describe('boorulab lake', () => {
  it('export prints what leaves and says what is hidden; verify finds what is not as it was', () => {
    const to = fresh();
    const ran = cli(['--lake', lake, 'lake', 'export', '--to', to, '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    expect((JSON.parse(ran.stdout) as { table: string }[]).find(({ table }) => table === 'posts')).toEqual({ table: 'posts', rows: 7, stayed: 3, files: 4, bytes: expect.any(Number) });
    expect(ran.stderr).toContain('3 posts hidden and not exported, --rating all exports them.');
    expect(cli(['lake', 'verify', to])).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining('whole: ') });
    writeFileSync(join(to, 'tags', 'more.parquet'), 'x');
    rmSync(join(to, 'works', 'works.parquet'));
    const posts = join(to, 'posts', `booru=${boards[0]}`, '0.parquet');
    writeFileSync(posts, Buffer.from(readFileSync(posts).map((byte, i) => (i === 30 ? byte ^ 1 : byte))));
    const checked = cli(['lake', 'verify', to, '--json']);
    expect(checked.status).toBe(1);
    expect(JSON.parse(checked.stdout)).toEqual([
      { path: `posts/booru=${boards[0]}/0.parquet`, fault: 'not the bytes it was written with' }, { path: 'works/works.parquet', fault: 'missing' }, { path: 'tags/more.parquet', fault: expect.stringContaining('not of this export') },
    ]);
    expect(cli(['--lake', lake, 'lake', 'export', '--to', join(lake, 'x')])).toMatchObject({ status: 2, stderr: expect.stringMatching(/own folder.*\nName a place elsewhere/) });
  });
});
