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

/** Columns that say which picture a row is of. */
const picture = { booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR' } as const;

const boxes = {
  ...picture, detector: 'VARCHAR', level: 'VARCHAR', label: 'VARCHAR', prob: 'REAL', x: 'INTEGER', y: 'INTEGER', w: 'INTEGER', h: 'INTEGER',
  x_rel: 'REAL', y_rel: 'REAL', w_rel: 'REAL', h_rel: 'REAL', ref_w: 'INTEGER', ref_h: 'INTEGER', rank: 'SMALLINT',
} as const;

const boxesAre = 'x to h are pixels from the upper left corner of a picture of ref_w x ref_h, x_rel to h_rel are parts of the picture itself';

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
    about: 'One row a picture file: what the file is. path names it in every table of pictures; booru and fid are NULL while nothing says which post it is of.',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', file_size: 'BIGINT', width: 'INTEGER', height: 'INTEGER',
      file_type: 'VARCHAR', file_md5: 'VARCHAR', file_dt: 'TIMESTAMPTZ', pixel_hash: 'VARCHAR', bits: 'SMALLINT', colorspace: 'VARCHAR', compress: 'VARCHAR',
      res_x: 'DOUBLE', res_y: 'DOUBLE', res_unit: 'VARCHAR', jpeg_quality: 'SMALLINT', frames: 'INTEGER', has_alpha: 'BOOLEAN', orientation: 'TINYINT',
      aspect: 'VARCHAR', aspect_near: 'VARCHAR', thumb_bytes: 'BIGINT', thumb_w: 'INTEGER', thumb_h: 'INTEGER', metadata: 'VARCHAR', ...supplier,
    },
    key: ['booru', 'post_key', 'path'], filled: true,
  },
  {
    name: 'image_stats',
    about: 'Statistics of a picture, measured on the file itself (original) or on its thumbnail (thumb512), and what ranks others gave it by them.',
    columns: {
      booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', path: 'VARCHAR', file_name: 'VARCHAR', measured_on: 'VARCHAR',
      entropy: 'DOUBLE', skew: 'DOUBLE', mean: 'DOUBLE', stddev: 'DOUBLE', colors: 'INTEGER', chroma_mean: 'DOUBLE', chroma_max: 'DOUBLE',
      r_mean: 'DOUBLE', g_mean: 'DOUBLE', b_mean: 'DOUBLE', edge: 'DOUBLE', edge_radius: 'TINYINT',
      bound_w: 'INTEGER', bound_h: 'INTEGER', bound_x: 'INTEGER', bound_y: 'INTEGER', phash: 'UBIGINT', dhash: 'UBIGINT', palette: 'VARCHAR[]', palette_share: 'FLOAT[]',
      rank_all: 'DOUBLE', rank_entropy: 'DOUBLE', rank_stddev: 'DOUBLE', rank_colors: 'DOUBLE', rank_chroma: 'DOUBLE', rank_edge: 'DOUBLE', ...supplier,
    },
    key: ['booru', 'post_key', 'path'], filled: true,
  },
  {
    name: 'picture_hashes',
    about: 'Hashes of parts of a picture (x_rel to h_rel: which, 0 to 1) beside those of the whole: without its frame (trimmed), mirrored, and nine tenths of it (centre, top, bottom, left, right); a plain picture has none.',
    columns: { ...picture, kind: 'VARCHAR', phash: 'UBIGINT', dhash: 'UBIGINT', x_rel: 'REAL', y_rel: 'REAL', w_rel: 'REAL', h_rel: 'REAL' },
    key: ['booru', 'post_key', 'path', 'kind'],
  },
  {
    name: 'faces',
    about: `Boxes of faces that a face detector saw in a picture. ${boxesAre}; x_orig to h_orig are pixels of the picture itself.`,
    columns: { ...boxes, x_orig: 'INTEGER', y_orig: 'INTEGER', w_orig: 'INTEGER', h_orig: 'INTEGER', ...supplier },
    key: ['booru', 'post_key', 'path', 'detector', 'rank'],
  },
  {
    name: 'detections',
    about: `Boxes of heads, figures, text and other things (label) that a program saw in a picture. ${boxesAre}.`,
    columns: { ...boxes, ...supplier },
    key: ['booru', 'post_key', 'path', 'detector', 'rank'],
  },
  {
    name: 'compositions',
    about: 'How a picture is composed: figures, scale of the scene, where the main face stands, depth, orientation; _from says what told so. See docs/composition.md.',
    columns: {
      ...picture, figures: 'SMALLINT', figures_from: 'VARCHAR', scale: 'VARCHAR', scale_from: 'VARCHAR', place: 'VARCHAR', offset_x: 'REAL', offset_y: 'REAL',
      face_share: 'REAL', depth: 'REAL', orientation: 'VARCHAR',
    },
    key: ['booru', 'post_key', 'path'],
  },
  {
    name: 'picture_tags',
    about: 'Tags that a program gave to a picture, with how sure it is (0 to 1).',
    columns: { ...picture, tagger: 'VARCHAR', tag_name: 'VARCHAR', tag_cat: 'TINYINT', score: 'REAL', ...supplier },
    key: ['booru', 'post_key', 'path', 'tagger', 'tag_name'],
  },
  {
    name: 'duplicates',
    about: 'Picture files that a program (tool) found alike; those with one dup_group belong together. distance is 0 for equal ones; plan is keep or drop, why says by which rule.',
    columns: {
      tool: 'VARCHAR', dup_group: 'VARCHAR', ...picture, file_size: 'BIGINT', width: 'INTEGER', height: 'INTEGER',
      file_dt: 'TIMESTAMPTZ', distance: 'INTEGER', score: 'REAL', reasons: 'VARCHAR[]', plan: 'VARCHAR', why: 'VARCHAR', ...supplier,
    },
    key: ['tool', 'dup_group', 'path'],
  },
  {
    name: 'duplicate_pairs',
    about: 'Pairs of alike pictures: bits in which their hashes differ, how sure it is that they are one picture (score, 0 to 1), and why.',
    columns: {
      path_a: 'VARCHAR', path_b: 'VARCHAR', phash_distance: 'SMALLINT', dhash_distance: 'SMALLINT', is_mirrored: 'BOOLEAN', score: 'REAL', reasons: 'VARCHAR[]',
    },
    key: ['path_a', 'path_b'],
  },
  {
    name: 'picture_quality',
    about: 'How likely a picture is worth a look: the two weight functions of BOORU CHARS, and a fitted one; target is what it was fitted to. See docs/pictures.md.',
    columns: { ...picture, bc_main: 'DOUBLE', bc_reverse: 'DOUBLE', fitted: 'DOUBLE', target: 'DOUBLE', is_test: 'BOOLEAN' },
    key: ['booru', 'post_key', 'path'],
  },
  {
    name: 'quality_weights',
    about: 'The fitted function of quality: the weight of each feature, which is first set off by its mean and divided by its deviation.',
    columns: { feature: 'VARCHAR', weight: 'DOUBLE', mean: 'DOUBLE', deviation: 'DOUBLE' },
    key: ['feature'],
  },
  {
    name: 'picture_steps',
    about: 'Which steps have looked at a picture file, as large and as old as it then was, and how many things they found.',
    columns: { ...picture, step: 'VARCHAR', file_size: 'BIGINT', file_dt: 'TIMESTAMPTZ', found: 'INTEGER' },
    key: ['booru', 'post_key', 'path', 'step'],
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
    name: 'mal_links',
    about: 'Which entry of MyAnimeList a tag is: score is the probability that it is, rule how the names agree, evidence what each comparison adds in bits; one accepted row, or candidates for review by rank.',
    columns: {
      tag_name: 'VARCHAR', tag_cat: 'TINYINT', mal_kind: 'VARCHAR', mal_id: 'BIGINT', mal_name: 'VARCHAR', score: 'DOUBLE', rule: 'VARCHAR', evidence: 'VARCHAR', status: 'VARCHAR', rank: 'SMALLINT',
    },
    key: ['tag_name', 'tag_cat', 'mal_kind', 'mal_id'],
  },
  {
    name: 'decisions',
    about: 'What people decided of links, which wins over the machine: kind is mal_anime or mal_character (left_key a tag, right_key an id, empty for every id), tags or crossposts (board/tag, board/fid; board/ for all of a board); decision is yes, no or open. See docs/linking.md.',
    columns: { kind: 'VARCHAR', left_key: 'VARCHAR', right_key: 'VARCHAR', decision: 'VARCHAR', decided_at: 'TIMESTAMPTZ', decided_by: 'VARCHAR' },
    key: ['kind', 'left_key', 'right_key'],
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
  {
    name: 'works',
    about: 'Which picture (work) a post is of, one row a post; the post of rank 1 stands for its work, or the next one that is shown. posts: how many the work has. See docs/linking.md.',
    columns: { work_id: 'BIGINT', booru: 'VARCHAR', fid: 'VARCHAR', post_key: 'BIGINT', rank: 'INTEGER', posts: 'INTEGER' },
    key: ['booru', 'post_key'],
  },
  {
    name: 'crossposts',
    about: 'What says that two posts show one picture: reason is md5, hash, pixiv, twitter, source, decision (of a person) or parent (which is no proof), score how sure it is, 0 to 1.',
    columns: { booru_a: 'VARCHAR', post_key_a: 'BIGINT', booru_b: 'VARCHAR', post_key_b: 'BIGINT', reason: 'VARCHAR', detail: 'VARCHAR', score: 'REAL' },
    key: ['booru_a', 'post_key_a', 'booru_b', 'post_key_b', 'reason'],
  },
  {
    name: 'tag_links',
    about: 'Which tags of two boards are one: score is how sure it is, 0 to 1; posts_both, posts_a and posts_b count works the boards share that carry both or each; status is accepted, review for candidates to look at, or rejected by a person. See docs/linking.md.',
    columns: {
      booru_a: 'VARCHAR', tag_id_a: 'INTEGER', tag_name_a: 'VARCHAR', booru_b: 'VARCHAR', tag_id_b: 'INTEGER', tag_name_b: 'VARCHAR', tag_cat: 'TINYINT', score: 'DOUBLE',
      posts_both: 'BIGINT', posts_a: 'BIGINT', posts_b: 'BIGINT', evidence: 'VARCHAR[]', rule: 'VARCHAR', status: 'VARCHAR',
    },
    key: ['booru_a', 'tag_id_a', 'booru_b', 'tag_id_b'],
  },
  {
    name: 'unified_tags',
    about: 'What a tag is called across boards: by the tag it is linked to on the first board that has one; tags without a link have no row.',
    columns: { booru: 'VARCHAR', tag_id: 'INTEGER', unified_id: 'INTEGER', unified_name: 'VARCHAR', unified_cat: 'TINYINT' },
    key: ['booru', 'tag_id'],
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

/** The columns that stand in the files of a table. */
export function fileColumns(name: TableName): string[] {
  return Object.keys(schemaOf(name).columns).filter((column) => column !== 'booru' || !postTables.includes(name));
}
