import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageScript } from '../../src/reports/page-script.js';
import { type Lake, openLake } from '../../src/lake/lake.js';
import type { TableName } from '../../src/lake/schema.js';
import type { Rating } from '../../src/lake/views.js';
import { writeSmallLake } from '../system/small-lake.js';

/** Rows of a table as SQL values, by column. */
export type TableSql = Partial<Record<TableName, string>>;

export interface TestLake {
  dir: string;
  lake: Lake;
  close(): void;
}

/** A lake in a folder of its own: the small lake, or the given tables. */
export async function testLake(tables?: TableSql, rating: Rating = 'sensitive'): Promise<TestLake> {
  const dir = mkdtempSync(join(tmpdir(), 'boorulab-reports-'));
  await (tables ? writeSmallLake(join(dir, 'lake'), tables) : writeSmallLake(join(dir, 'lake')));
  const lake = await openLake(join(dir, 'lake'), { rating });
  return { dir, lake, close: () => { lake.close(); rmSync(dir, { recursive: true, force: true }); } };
}

export const hostileTag = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

/** Board a and b with a handful of posts whose answers can be counted by hand. Post 4 of a is questionable. */
export const handMade: TableSql = {
  posts: `SELECT * FROM (VALUES
    ('a', '1', 1, TIMESTAMPTZ '2020-01-06 10:00:00Z', 'general', 0, 10, 'm1', 'jpg', 1000, 1000, 'https://a.example/1.jpg'),
    ('a', '2', 2, TIMESTAMPTZ '2020-06-01 10:00:00Z', 'safe', 1, 30, 'm2', 'png', 2000, 1000, 'https://a.example/2.png'),
    ('a', '3', 3, TIMESTAMPTZ '2021-01-01 10:00:00Z', 'sensitive', 2, 20, 'm3', 'jpg', 1000, 500, 'https://a.example/3.jpg'),
    ('a', '4', 4, TIMESTAMPTZ '2021-02-01 10:00:00Z', 'questionable', 3, 99, 'm4', 'jpg', 1000, 500, 'https://a.example/4.jpg'),
    ('b', '1', 1, TIMESTAMPTZ '2020-01-08 10:00:00Z', 'safe', 1, 5, 'm1', 'jpg', 1000, 1000, 'javascript:alert(1)'),
    ('b', '2', 2, TIMESTAMPTZ '2020-01-01 10:00:00Z', 'safe', 1, 7, 'm2', 'png', 2000, 1000, 'https://b.example/2.png')
  ) AS t(booru, fid, post_key, created_at, rating_std, rating_level, score, md5, file_ext, width, height, file_url)`,
  tags: `SELECT *, lower(tag_name) AS tag_name_norm FROM (VALUES
    ('a', 1, 'miku', 4), ('a', 2, 'portrait', 0), ('a', 3, 'vocaloid', 3), ('a', 4, 'ixy', 1), ('a', 5, '${hostileTag}', 0), ('a', 6, 'unused', 0), ('a', 7, 'odd', -1),
    ('b', 11, 'Miku', 4), ('b', 12, 'face', 0)
  ) AS t(booru, tag_id, tag_name, tag_cat)`,
  tag_posts: pairs(),
  post_tags: pairs(),
  labels: `SELECT * FROM (VALUES ('a', 'vocaloid', 3, 103, 'franchise', 103, 'vocaloid', 50), ('a', 'miku', 4, 101, 'franchise', 103, 'vocaloid', 40), ('a', 'miku', 4, 101, 'mal_character', 9, 'Hatsune, Miku', 777))
    AS t(booru, tag_name, tag_cat, board_tag_id, kind, id, name, count)`,
  cooccurrence: `SELECT 'a' AS booru, 1 AS tag_id_a, 3 AS tag_id_b, 3 AS posts_both, 3 AS posts_a, 3 AS posts_b`,
  loads: `SELECT 1 AS load_id, '/dumps/a.jsonl' AS file, 'a' AS source, 6 AS rows_read, 6 AS rows_loaded, 0 AS rows_rejected, repeat('0', 64) AS sha256, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS loaded_at`,
};

function pairs(): string {
  return `SELECT * FROM (VALUES
    ('a', 1, 1, 0), ('a', 2, 1, 0), ('a', 3, 1, 0), ('a', 4, 1, 0), ('a', 1, 2, 1), ('a', 3, 2, 1), ('a', 4, 2, 1), ('a', 5, 2, 1), ('a', 1, 3, 2), ('a', 2, 3, 2), ('a', 3, 3, 2), ('a', 7, 3, 2), ('a', 1, 4, 3), ('a', 2, 4, 3),
    ('b', 11, 1, 1), ('b', 12, 1, 1), ('b', 11, 2, 1)
  ) AS t(booru, tag_id, post_key, rating_level)`;
}

/** A reader of RFC 4180 written apart from the writer. */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
          if (text[at] === '"') at++;
          field += text[at];
        }
        at++;
      } else while (at < text.length && !',\r'.includes(text[at]!)) field += text[at++];
      record.push(field);
      if (text[at++] !== ',') break;
    }
    at++;
    records.push(record);
  }
  return records;
}

/** A page without its one script, for tests that no other is in it. */
export function withoutOwnScript(html: string): string {
  return html.replace(`<script>${pageScript().text}</script>`, '');
}
