/** Tables of the lake: their columns and keys. See docs/lake.md. */

export interface TableSchema {
  readonly name: string;
  readonly about: string;
  /** Column name to DuckDB type, in file order. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that name one row and order the rows; a newer row with the same key replaces the older. */
  readonly key: readonly string[];
  /** True when sources know different parts of a row: then each column keeps its newest known value. */
  readonly filled?: true;
}

const supplier = { src_file: 'VARCHAR', src_format: 'VARCHAR', src_row: 'BIGINT' } as const;

const list = [
  {
    name: 'posts',
    about: 'One row a post of a board.',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', fid_num: 'BIGINT', frame: 'VARCHAR',
      created_at: 'TIMESTAMPTZ', created_precision: 'VARCHAR', updated_at: 'TIMESTAMPTZ',
      rating_raw: 'VARCHAR', rating_std: 'VARCHAR', rating_level: 'TINYINT',
      score: 'INTEGER', score_up: 'INTEGER', score_down: 'INTEGER', score_avg: 'DOUBLE', score_votes: 'INTEGER', favs: 'INTEGER',
      md5: 'VARCHAR', file_ext: 'VARCHAR', file_size: 'BIGINT', width: 'INTEGER', height: 'INTEGER',
      sample_width: 'INTEGER', sample_height: 'INTEGER', file_url: 'VARCHAR', sample_url: 'VARCHAR', preview_url: 'VARCHAR',
      source: 'VARCHAR', parent_fid: 'VARCHAR', has_children: 'BOOLEAN', status: 'VARCHAR', uploader: 'VARCHAR',
      pixiv_id: 'BIGINT', pools: 'VARCHAR[]', copyr: 'VARCHAR', chars: 'VARCHAR', artis: 'VARCHAR', frest: 'VARCHAR',
      parse_variant: 'VARCHAR', origin: 'VARCHAR', tag_origin: 'VARCHAR', ...supplier,
    },
    key: ['booru', 'post_key'],
  },
  {
    name: 'post_tags',
    about: 'Which tags a post carries, ordered by post: the fast way to all tags of some posts.',
    columns: { booru: 'VARCHAR', post_key: 'BIGINT', tag_id: 'INTEGER', rating_level: 'TINYINT' },
    key: ['booru', 'post_key', 'tag_id'],
  },
  {
    name: 'tag_posts',
    about: 'The same pairs ordered by tag: the fast way to all posts of some tags.',
    columns: { booru: 'VARCHAR', tag_id: 'INTEGER', post_key: 'BIGINT', rating_level: 'TINYINT' },
    key: ['booru', 'tag_id', 'post_key'],
  },
  {
    name: 'tags',
    about: 'The vocabulary of every board. tag_id is the lake\'s own number and names a tag of one board.',
    columns: {
      booru: 'VARCHAR', tag_id: 'INTEGER', tag_name: 'VARCHAR', tag_name_norm: 'VARCHAR', tag_cat: 'TINYINT', tag_type_raw: 'VARCHAR',
      board_tag_id: 'BIGINT', post_count: 'BIGINT', name_ja: 'VARCHAR', name_en: 'VARCHAR', other_names: 'VARCHAR[]', is_deprecated: 'BOOLEAN',
    },
    key: ['booru', 'tag_name'],
  },
  {
    name: 'tag_aliases',
    about: 'Old tag name to the one in use, with its status; use the active ones.',
    columns: {
      booru: 'VARCHAR', antecedent: 'VARCHAR', consequent: 'VARCHAR', status: 'VARCHAR', alias_id: 'BIGINT', reason: 'VARCHAR',
      created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ', ...supplier,
    },
    key: ['booru', 'antecedent', 'consequent', 'alias_id'],
  },
  {
    name: 'tag_implications',
    about: 'A tag (antecedent) that brings another (consequent) with it.',
    columns: {
      booru: 'VARCHAR', antecedent: 'VARCHAR', consequent: 'VARCHAR', status: 'VARCHAR', implication_id: 'BIGINT', reason: 'VARCHAR',
      created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ', ...supplier,
    },
    key: ['booru', 'antecedent', 'consequent', 'implication_id'],
  },
  {
    name: 'pools',
    about: 'Series and collections of posts made by users of a board.',
    columns: {
      booru: 'VARCHAR', pool_id: 'BIGINT', name: 'VARCHAR', description: 'VARCHAR', category: 'VARCHAR', post_count: 'INTEGER',
      post_fids: 'VARCHAR[]', created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ', ...supplier,
    },
    key: ['booru', 'pool_id'],
  },
  {
    name: 'labels',
    about: 'Hand-made truth that came with a dump: kind is franchise, mal_anime, mal_character, danbooru_tag or kblueleaf_tag; id and name say which.',
    columns: {
      booru: 'VARCHAR', tag_name: 'VARCHAR', tag_cat: 'TINYINT', board_tag_id: 'BIGINT', kind: 'VARCHAR', id: 'BIGINT', name: 'VARCHAR',
      count: 'BIGINT', ...supplier,
    },
    key: ['booru', 'board_tag_id', 'tag_name', 'kind', 'id'],
  },
  {
    name: 'cooccurrence',
    about: 'In how many posts two tags of a board stand together (tag_id_a < tag_id_b).',
    columns: {
      booru: 'VARCHAR', tag_id_a: 'INTEGER', tag_id_b: 'INTEGER', posts_both: 'BIGINT', posts_a: 'BIGINT', posts_b: 'BIGINT', origin: 'VARCHAR', src_file: 'VARCHAR',
    },
    key: ['booru', 'tag_id_a', 'tag_id_b'],
  },
  {
    name: 'related_tags',
    about: 'For each tag the tags most related to it, from rank 1 on, with their similarities.',
    columns: {
      booru: 'VARCHAR', tag_id: 'INTEGER', rank: 'SMALLINT', related_id: 'INTEGER', posts_both: 'BIGINT',
      cosine: 'DOUBLE', jaccard: 'DOUBLE', overlap: 'DOUBLE', frequency: 'DOUBLE', likelihood: 'DOUBLE',
    },
    key: ['booru', 'tag_id', 'rank'],
  },
  {
    name: 'franchises',
    about: 'Works that belong together, named by one of them.',
    columns: { franchise_id: 'INTEGER', name: 'VARCHAR', copyrights: 'INTEGER', characters: 'INTEGER', posts: 'BIGINT', change: 'VARCHAR' },
    key: ['franchise_id'],
  },
  {
    name: 'franchise_members',
    about: 'Which franchise a copyright or character belongs to; which rule put it there, after which other tag; how much of the counts say so.',
    columns: {
      tag_name: 'VARCHAR', tag_cat: 'TINYINT', franchise_id: 'INTEGER', franchise_name: 'VARCHAR', share: 'DOUBLE', confidence: 'DOUBLE',
      rule: 'VARCHAR', follows: 'VARCHAR', posts: 'BIGINT',
    },
    key: ['tag_name', 'tag_cat'],
  },
  {
    name: 'tag_vectors',
    about: 'Vectors of tags in which tags of like company lie close; from the most telling dimension to the least.',
    columns: { booru: 'VARCHAR', tag_id: 'INTEGER', posts: 'BIGINT', vector: 'FLOAT[]' },
    key: ['booru', 'tag_id'],
  },
  {
    name: 'vector_dimensions',
    about: 'What each dimension of the tag vectors explains.',
    columns: { booru: 'VARCHAR', dimension: 'INTEGER', singular_value: 'DOUBLE', explained: 'DOUBLE' },
    key: ['booru', 'dimension'],
  },
  {
    name: 'tag_clusters',
    about: 'Which cluster a tag is in, by method; a cluster is named by its most telling tags.',
    columns: { booru: 'VARCHAR', method: 'VARCHAR', tag_id: 'INTEGER', cluster: 'INTEGER', cluster_name: 'VARCHAR', distance: 'DOUBLE' },
    key: ['booru', 'method', 'tag_id'],
  },
  {
    name: 'predictions',
    about: 'What a classifier says of posts or tags it was not trained on, beside what is true where that is known.',
    columns: {
      task: 'VARCHAR', booru: 'VARCHAR', subject: 'VARCHAR', method: 'VARCHAR', truth: 'VARCHAR', predicted: 'VARCHAR', probability: 'DOUBLE',
    },
    key: ['task', 'method', 'booru', 'subject'],
  },
  {
    name: 'images',
    about: 'One row a picture file: facts and statistics measured on it or on its thumbnail.',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', file_size: 'BIGINT', width: 'INTEGER', height: 'INTEGER',
      file_type: 'VARCHAR', file_md5: 'VARCHAR', file_dt: 'TIMESTAMPTZ', pixel_hash: 'VARCHAR', bits: 'SMALLINT', colorspace: 'VARCHAR', compress: 'VARCHAR',
      res_x: 'DOUBLE', res_y: 'DOUBLE', res_unit: 'VARCHAR', jpeg_quality: 'SMALLINT', bound_w: 'INTEGER', bound_h: 'INTEGER', bound_x: 'INTEGER', bound_y: 'INTEGER',
      thumb_bytes: 'BIGINT', thumb_w: 'INTEGER', thumb_h: 'INTEGER', entropy: 'DOUBLE', skew: 'DOUBLE', mean: 'DOUBLE', stddev: 'DOUBLE', colors: 'INTEGER',
      chroma_mean: 'DOUBLE', chroma_max: 'DOUBLE', r_mean: 'DOUBLE', g_mean: 'DOUBLE', b_mean: 'DOUBLE', edge: 'DOUBLE', edge_radius: 'TINYINT',
      measured_on: 'VARCHAR', rank_all: 'DOUBLE', rank_entropy: 'DOUBLE', rank_stddev: 'DOUBLE', rank_colors: 'DOUBLE', rank_chroma: 'DOUBLE', rank_edge: 'DOUBLE',
      ...supplier,
    },
    key: ['booru', 'post_key', 'path', 'file_name'], filled: true,
  },
  {
    name: 'faces',
    about: 'Boxes of faces and other things (label) seen in a picture, in pixels of a picture of ref_w x ref_h or in parts of it (_rel), from its upper left corner.',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', detector: 'VARCHAR', level: 'VARCHAR', label: 'VARCHAR', prob: 'REAL',
      x: 'INTEGER', y: 'INTEGER', w: 'INTEGER', h: 'INTEGER', x_rel: 'REAL', y_rel: 'REAL', w_rel: 'REAL', h_rel: 'REAL', ref_w: 'INTEGER', ref_h: 'INTEGER',
      rank: 'SMALLINT', ...supplier,
    },
    key: ['booru', 'post_key', 'path', 'file_name', 'detector', 'rank'],
  },
  {
    name: 'picture_tags',
    about: 'Tags that a program gave to a picture, with how sure it is (0 to 1).',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', tagger: 'VARCHAR', tag_name: 'VARCHAR', tag_cat: 'TINYINT', score: 'REAL', ...supplier,
    },
    key: ['booru', 'post_key', 'path', 'file_name', 'tagger', 'tag_name'],
  },
  {
    name: 'duplicates',
    about: 'Picture files that a program found alike; those with one dup_group belong together. distance is 0 for equal ones.',
    columns: {
      tool: 'VARCHAR', dup_group: 'VARCHAR', booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', file_size: 'BIGINT', width: 'INTEGER', height: 'INTEGER',
      file_dt: 'TIMESTAMPTZ', distance: 'INTEGER', ...supplier,
    },
    key: ['tool', 'dup_group', 'path', 'file_name'],
  },
  {
    name: 'mal_titles',
    about: 'Anime titles of MyAnimeList.',
    columns: {
      anime_id: 'BIGINT', title: 'VARCHAR', title_en: 'VARCHAR', title_ja: 'VARCHAR', synonyms: 'VARCHAR[]', type: 'VARCHAR', source: 'VARCHAR', rating_mal: 'VARCHAR',
      episodes: 'INTEGER', status: 'VARCHAR', aired_from: 'DATE', aired_to: 'DATE', season: 'VARCHAR', year: 'INTEGER', duration_min: 'DOUBLE',
      score: 'DOUBLE', scored_by: 'BIGINT', rank: 'INTEGER', popularity: 'INTEGER', members: 'BIGINT', favorites: 'BIGINT',
      genres: 'VARCHAR[]', studios: 'VARCHAR[]', producers: 'VARCHAR[]', ...supplier,
    },
    key: ['anime_id'], filled: true,
  },
  {
    name: 'mal_names',
    about: 'Every name a MyAnimeList entry goes by; kind says which (main, en, ja, synonym, nickname, ...).',
    columns: { mal_kind: 'VARCHAR', mal_id: 'BIGINT', name: 'VARCHAR', kind: 'VARCHAR', source: 'VARCHAR', src_file: 'VARCHAR' },
    key: ['mal_kind', 'mal_id', 'name', 'kind', 'source'],
  },
  {
    name: 'mal_characters',
    about: 'Characters of MyAnimeList.',
    columns: {
      character_id: 'BIGINT', name: 'VARCHAR', name_norm: 'VARCHAR', name_kanji: 'VARCHAR', nicknames: 'VARCHAR[]', favorites: 'BIGINT', about: 'VARCHAR',
      image_url: 'VARCHAR', ...supplier,
    },
    key: ['character_id'], filled: true,
  },
  {
    name: 'mal_roles',
    about: 'Which character plays in which anime; role is main or supporting.',
    columns: { anime_id: 'BIGINT', character_id: 'BIGINT', role: 'VARCHAR', src_file: 'VARCHAR' },
    key: ['anime_id', 'character_id'],
  },
  {
    name: 'mal_voices',
    about: 'Who speaks a character in which language.',
    columns: { character_id: 'BIGINT', person_id: 'BIGINT', person_name: 'VARCHAR', language: 'VARCHAR', src_file: 'VARCHAR' },
    key: ['character_id', 'person_id', 'language'],
  },
  {
    name: 'mal_relations',
    about: 'Anime to related anime or manga.',
    columns: { anime_id: 'BIGINT', rel_type: 'VARCHAR', target_kind: 'VARCHAR', target_id: 'BIGINT', target_title: 'VARCHAR', src_file: 'VARCHAR' },
    key: ['anime_id', 'rel_type', 'target_kind', 'target_id'],
  },
  {
    name: 'anidb_titles',
    about: 'Titles of anime by AniDB\'s own ids (aid), in every language; type is main, official, syn or short.',
    columns: { aid: 'BIGINT', lang: 'VARCHAR', type: 'VARCHAR', title: 'VARCHAR', src_file: 'VARCHAR' },
    key: ['aid', 'lang', 'type', 'title'],
  },
  {
    name: 'loads',
    about: 'The ledger of files loaded.',
    columns: {
      load_id: 'INTEGER', file: 'VARCHAR', sha256: 'VARCHAR', bytes: 'BIGINT', source: 'VARCHAR', src_format: 'VARCHAR',
      rows_read: 'BIGINT', rows_loaded: 'BIGINT', rows_rejected: 'BIGINT', loaded_at: 'TIMESTAMPTZ', version: 'VARCHAR',
    },
    key: ['load_id'],
  },
  {
    name: 'rejects',
    about: 'Rows that were read but not loaded: where, why, and their raw text.',
    columns: { load_id: 'INTEGER', file: 'VARCHAR', row: 'BIGINT', line: 'BIGINT', reason: 'VARCHAR', detail: 'VARCHAR', records: 'BIGINT', raw: 'VARCHAR' },
    key: ['load_id', 'row', 'line', 'reason', 'raw'],
  },
  {
    name: 'runs',
    about: 'The ledger of commands that changed the lake.',
    columns: {
      run_id: 'INTEGER', command: 'VARCHAR', parameters: 'VARCHAR', generation: 'INTEGER', rows: 'BIGINT', seconds: 'DOUBLE', version: 'VARCHAR', started_at: 'TIMESTAMPTZ',
    },
    key: ['run_id'],
  },
] as const satisfies readonly TableSchema[];

export type TableName = (typeof list)[number]['name'];

export const schemas: ReadonlyMap<TableName, TableSchema> = new Map(list.map((table) => [table.name, table]));

/** Tables cut by board into hive folders (`booru=NAME/`) and by range of post keys into files; `booru` stands in the path only. */
export const postTables: readonly TableName[] = ['posts', 'post_tags', 'tag_posts'];

/** The schema of one table. */
export function schemaOf(name: TableName): TableSchema {
  return schemas.get(name)!;
}
