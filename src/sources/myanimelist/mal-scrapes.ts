import { csvRecords } from '../csv-records.js';
import { knownNumberRule, knownNumberSql, knownSql, namesSelect, premieredSql, relationSql } from './mal-sql.js';
import type { Sample } from '../sample.js';
import type { FileRecord, Rule, Source } from '../source.js';

const text = { delimiter: ';', quoted: false, kind: 'csv', fallback: 'windows-1251' } as const;
const anime = { ...text, columns: ['id', 'title', 'type', 'episodes', 'favorites', 'genres', 'members', 'popularity', 'premiered', 'rank', 'rating', 'related'], wide: 'title', others: [['failure']] } as const;
const characters = { ...text, columns: ['id', 'name', 'favorites', 'animeography'], wide: 'name', others: [['failure']] } as const;

/** What the scripts print of a page that could not be read. */
const failed = '^[0-9]+ (?:ERROR|FAIL) *$';
const count = '(?:\\d+|None)';
const animeRow = new RegExp(`^\\d+;.+;[^;]*;${count};${count};\\[[^;]*\\];${count};${count};[^;]*;${count};[^;]*;\\{.*\\}$`);
const characterRow = new RegExp(`^(?!${animeRow.source})\\d+;.+;${count};\\{(?:<Anime |\\}$)`);

/** True when the first row that is no failure, or for want of one the failure, is of the script. */
function detectRows(row: RegExp, failure: RegExp): (sample: Sample) => boolean {
  return ({ shape, text: beginning }) => {
    if (shape !== 'text') return false;
    const lines = beginning.split(/\r?\n/).filter((line) => line.trim() !== '');
    const good = lines.find((line) => !failure.test(line));
    return good === undefined ? lines.length > 0 : row.test(good);
  };
}

/** The relations in the text of a Python dict of library objects, `{'Sequel': [<Anime id: 5>]}`; null when it is none. */
function relationsOf(related: string): { relation: string; kind: string; id: number }[] | null {
  if (!/^\{.*\}$/.test(related)) return null;
  return [...related.matchAll(/(['"])(.*?)\1: \[([^\]]*)\]/g)].flatMap(([, , relation, targets]) =>
    [...targets!.matchAll(/<(Anime|Manga) id: (\d+)/g)].map(([, kind, id]) => ({ relation: relation!, kind: kind!.toLowerCase(), id: Number(id) })),
  );
}

async function* readAnime(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const record of csvRecords(bytes, anime)) {
    const related = 'values' in record ? record.values['related'] : undefined;
    if ('reason' in record || typeof related !== 'string') yield record;
    else if ('values' in record) {
      const relations = relationsOf(related.trim());
      yield relations === null ? { line: record.line, raw: record.raw, reason: 'bad_value', detail: 'field related' } : { ...record, values: { ...record.values, relations } };
    }
  }
}

const failureRules: Rule[] = [
  { reason: 'board_error', when: `regexp_matches(failure, '${failed}')`, detail: `'the page could not be read'` },
  { reason: 'bad_columns', when: 'failure IS NOT NULL', detail: `'1 field'` },
  { reason: 'missing_key', when: 'id IS NULL', detail: `'no id'` },
];

/** MyAnimeList anime as printed by mal_anime.py, no header (format reference C3). Titles may hold `;`, genres are bare numbers. */
export const malAnimeScrape: Source = {
  id: 'mal-anime-scrape',
  code: 'MA',
  title: 'MyAnimeList anime as printed by mal_anime.py',
  detect: detectRows(animeRow, /^\d+ ERROR *$/),
  format: { kind: 'custom', read: readAnime },
  fields: {
    id: 'BIGINT', title: 'VARCHAR', type: 'VARCHAR', episodes: 'VARCHAR', favorites: 'VARCHAR', members: 'VARCHAR', popularity: 'VARCHAR', premiered: 'VARCHAR', rank: 'VARCHAR', rating: 'VARCHAR',
    relations: 'STRUCT(relation VARCHAR, kind VARCHAR, id BIGINT)[]', failure: 'VARCHAR',
  },
  required: [],
  identity: 'id',
  rules: () => [...failureRules, { reason: 'missing_key', when: 'blank_null(title) IS NULL', detail: `'no title'` }, knownNumberRule(['episodes', 'favorites', 'members', 'popularity', 'rank'])],
  emit() {
    const number = (column: string) => `${knownNumberSql(column)}::BIGINT`;
    return [
      {
        table: 'mal_titles',
        select: `SELECT id AS anime_id, trim(title) AS title, ${knownSql('type')} AS type, nullif(${number('episodes')}, 0) AS episodes, ${number('favorites')} AS favorites, ${number('members')} AS members,
          nullif(${number('popularity')}, 0) AS popularity, ${premieredSql('premiered', 'season')} AS season, ${premieredSql('premiered', 'year')} AS year, nullif(${number('"rank"')}, 0) AS rank, ${knownSql('rating')} AS rating_mal, _row FROM record`,
      },
      { table: 'mal_names', select: namesSelect('anime', 'id', 'mal-anime-scrape', { main: '[title]' }) },
      {
        table: 'mal_relations',
        select: `SELECT DISTINCT anime_id, ${relationSql('r.relation')} AS rel_type, r.kind AS target_kind, r.id AS target_id FROM (SELECT id AS anime_id, unnest(relations) AS r FROM record)`,
      },
    ];
  },
};

const animeography = '\\{(?:<Anime id: \\d+[^>]*>: (?:\'[^\']*\'|"[^"]*"|None)(?:, )?)*\\}';

/** MyAnimeList characters with their roles as printed by mal_character.py, no header (format reference C3). */
export const malCharacterScrape: Source = {
  id: 'mal-character-scrape',
  code: 'MA',
  title: 'MyAnimeList characters as printed by mal_character.py',
  detect: detectRows(characterRow, /^\d+(?:;.*;(?:\d+|None);\d+)? FAIL *$/),
  format: characters,
  fields: { id: 'BIGINT', name: 'VARCHAR', favorites: 'VARCHAR', animeography: 'VARCHAR', failure: 'VARCHAR' },
  required: [],
  identity: 'id',
  rules: () => [
    // A page that fails half-way leaves its message behind the fields printed before.
    { reason: 'board_error', when: `regexp_matches(animeography, '${failed}')`, detail: `'the page could not be read'` },
    ...failureRules,
    { reason: 'missing_key', when: 'blank_null(name) IS NULL', detail: `'no name'` },
    knownNumberRule(['favorites']),
    { reason: 'bad_value', when: `NOT coalesce(regexp_full_match(trim(animeography), '${animeography.replaceAll("'", "''")}'), false)`, detail: `'field animeography'` },
  ],
  emit() {
    const roles = `unnest(regexp_extract_all(animeography, '<Anime id: \\d+[^>]*>: [''"][^''"]*'))`;
    return [
      { table: 'mal_characters', select: `SELECT id AS character_id, trim(name) AS name, normal_tag(trim(name)) AS name_norm, ${knownNumberSql('favorites')}::BIGINT AS favorites, _row FROM record` },
      { table: 'mal_names', select: namesSelect('character', 'id', 'mal-character-scrape', { main: '[name]' }) },
      {
        table: 'mal_roles',
        select: `SELECT DISTINCT regexp_extract(part, 'id: (\\d+)', 1)::BIGINT AS anime_id, id AS character_id, lower(trim(regexp_extract(part, ': [''"](.*)$', 1))) AS role
          FROM (SELECT id, ${roles} AS part FROM record)`,
      },
    ];
  },
};
