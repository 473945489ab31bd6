import { describe, expect, it } from 'vitest';
import { columnType, engines, isNullable } from '../../src/engines/column-types.js';
import { createStatements, insertStatements } from '../../src/engines/ddl.js';
import { engineIdentifier, engineText } from '../../src/engines/engine-text.js';
import { schemas } from '../../src/lake/schema.js';

const statement = (engine: Parameters<typeof createStatements>[0], start: string, options = {}) => createStatements(engine, options).find((text) => text.startsWith(start))!;

describe('types of an engine', () => {
  it('are known for every column of the lake', () => {
    for (const engine of engines) {
      for (const [table, { columns }] of schemas) for (const column of Object.keys(columns)) expect(columnType(engine, table, column), `${engine} ${table}.${column}`).toMatch(/^[\w(]/);
    }
    expect(() => columnType('spark', 'posts', 'vector')).toThrow('posts.vector');
  });

  it('keep instants, lists, unsigned hashes and NULL', () => {
    const all = (table: Parameters<typeof columnType>[1], column: string) => engines.map((engine) => columnType(engine, table, column));
    expect(all('posts', 'created_at')).toEqual(["Nullable(DateTime64(6, 'UTC'))", 'TIMESTAMP', 'timestamp(3)']);
    expect(all('mal_titles', 'aired_from')).toEqual(['Nullable(Date32)', 'DATE', 'date']);
    expect(all('posts', 'pools')).toEqual(['Array(Nullable(String))', 'ARRAY<STRING>', 'array(varchar)']);
    expect(all('tag_vectors', 'vector')).toEqual(['Array(Float32)', 'ARRAY<FLOAT>', 'array(real)']);
    expect(all('image_stats', 'phash')).toEqual(['Nullable(UInt64)', 'BIGINT', 'bigint']);
    expect(all('post_tags', 'rating_level')).toEqual(['Int8', 'TINYINT', 'tinyint']);
    expect(all('images', 'booru')).toEqual(['LowCardinality(Nullable(String))', 'STRING', 'varchar']);
    expect(all('post_tags', 'booru')).toEqual(['LowCardinality(String)', 'STRING', 'varchar']);
    expect(all('picture_tags', 'score')).toEqual(['Nullable(Float32)', 'FLOAT', 'real']);
    expect([isNullable('posts', 'fid_num'), isNullable('images', 'post_key'), isNullable('tag_posts', 'tag_id')]).toEqual([true, true, false]);
  });
});

describe('texts of an engine', () => {
  const hostile = "a'b\\c`d\"e${f}";
  it('stay within their quotes', () => {
    expect(engines.map((engine) => engineText(engine, hostile))).toEqual(["'a\\'b\\\\c`d\"e${f}'", "'a\\'b\\\\c`d\"e\\u0024{f}'", "'a''b\\c`d\"e${f}'"]);
    expect(engines.map((engine) => engineIdentifier(engine, hostile))).toEqual(["`a'b\\\\c``d\"e${f}`", "`a'b\\c``d\"e${f}`", "\"a'b\\c`d\"\"e${f}\""]);
  });
});

describe('statements of an engine', () => {
  it('make every table once, the board last and in the path where the engine has it there', () => {
    for (const engine of engines) {
      const made = createStatements(engine).filter((text) => text.startsWith('CREATE TABLE')).map((text) => /^CREATE TABLE .boorulab.\..(\w+)/.exec(text)![1]);
      expect(made, engine).toEqual([...schemas.keys()]);
    }
    expect(statement('clickhouse', 'CREATE TABLE `boorulab`.`tag_posts`')).toMatch(/`booru` LowCardinality\(String\)[^]*`rating_level` Int8 COMMENT '0 general[^]*\nENGINE = MergeTree\nORDER BY \(`booru`, `tag_id`, `post_key`\)\nCOMMENT 'The same pairs/);
    expect(statement('clickhouse', 'CREATE TABLE `boorulab`.`images`')).toContain('ORDER BY (`booru`, `post_key`, `path`)\nSETTINGS allow_nullable_key = 1');
    expect(statement('spark', 'CREATE TABLE `boorulab`.`post_tags`', { folder: 's3a://x/y' })).toMatch(/`booru` STRING COMMENT '[^']*'\n\)\nUSING PARQUET\nPARTITIONED BY \(`booru`\)\nLOCATION 's3a:\/\/x\/y\/post_tags'\nCOMMENT 'Which tags/);
    expect(statement('trino', 'CREATE TABLE "boorulab"."post_tags"', { folder: 's3://x/y' })).toMatch(/"booru" varchar COMMENT '[^']*'\n\)\nCOMMENT 'Which tags[^']*'\nWITH \(external_location = 's3:\/\/x\/y\/post_tags', format = 'PARQUET', partitioned_by = ARRAY\['booru'\]\)$/);
    expect(statement('trino', 'CREATE TABLE "boorulab"."tags"')).toContain("'the lake''s number of the tag");
    expect(statement('spark', 'CREATE TABLE `x``y`.`tags`', { database: 'x`y' })).toContain("the lake\\'s number");
    expect(createStatements('spark').filter((text) => text.startsWith('MSCK')).length).toBe(3);
    expect(createStatements('trino').filter((text) => text.startsWith('CALL')).length).toBe(3);
  });

  it('fill ClickHouse from the folder or bucket, the board read from the path', () => {
    const [posts, tags] = insertStatements(['posts', 'tags'], { database: 'd', folder: "/x'y" });
    expect(posts).toMatch(/^INSERT INTO `d`.`posts` \(`booru`, `fid`,[^]*\nSELECT decodeURLComponent\(extract\(_path, '.*booru=.*'\)\), `fid`,[^]*FROM file\('\/x\\'y\/posts\/booru=\*\/\*\.parquet', 'Parquet'\)/);
    expect(tags).toMatch(/SELECT `booru`, `tag_id`[^]*FROM file\('\/x\\'y\/tags\/\*\.parquet', 'Parquet'\)/);
    const from = (folder: string) => /FROM (.*)/.exec(insertStatements(['tags'], { folder })[0]!)![1];
    expect(['https://s3.example/b', 's3a://b/x', 'file:///x', 'x'].map(from)).toEqual([
      "s3('https://s3.example/b/tags/*.parquet', 'Parquet')", "s3('s3://b/x/tags/*.parquet', 'Parquet')", "file('/x/tags/*.parquet', 'Parquet')", "file('x/tags/*.parquet', 'Parquet')",
    ]);
  });
});
