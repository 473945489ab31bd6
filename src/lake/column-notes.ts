import { schemaOf, type TableName } from './schema.js';

/** What a column holds wherever it stands; `tableNotes` says what differs in one table. */
const notes: Readonly<Record<string, string>> = {
  booru: 'the board, by its host name', fid: 'id of the post on its board, as text', post_key: 'number of the post to join by: its id, or a negative one made from an id with letters', fid_num: 'the id as a number; NULL when it has letters',
  frame: 'number of the picture in a post of several', created_at: 'when it was made on the board, UTC', created_precision: 'how much of that time is known: second, minute, day, month or year', updated_at: 'when it was last changed on the board, UTC',
  rating_raw: 'the rating in the words of the dump', rating_std: 'general, safe, sensitive, questionable or explicit', rating_level: '0 general, 1 safe, 2 sensitive, 3 questionable or not known, 4 explicit',
  score: 'votes for less votes against', score_up: 'votes for', score_down: 'votes against, as the board counts them', score_avg: 'mean vote, where a board has stars', score_votes: 'number of votes', favs: 'users who keep it as a favourite',
  md5: 'MD5 of the file, as the board says', file_ext: 'kind of file by its extension, without a dot', file_size: 'bytes', width: 'pixels', height: 'pixels', sample_width: 'pixels of the reduced picture', sample_height: 'pixels of the reduced picture',
  file_url: 'address of the file', sample_url: 'address of the reduced picture', preview_url: 'address of the thumbnail', source: 'where the poster found the picture', parent_fid: 'id of the parent post', has_children: 'other posts name it as their parent',
  status: 'state on the board', uploader: 'who posted it, a name or a number', pixiv_id: 'number of the work on pixiv, as the board says', pools: 'pools of the board it is in',
  copyr: 'works named in the file name', chars: 'characters named in the file name', artis: 'artists named in the file name', frest: 'what else the file name says', parse_variant: 'which rule read the file name',
  origin: 'board, release, listing or mention: how near the row is to the board', tag_origin: 'whose tags the post has, in the same words', src_file: 'file the row came from', src_format: 'its format', src_row: 'number of the row in it',
  tag_id: 'the lake\'s number of the tag; one tag of one board', tag_name: 'name of the tag', tag_name_norm: 'its name in small letters with _ for spaces', tag_cat: '0 general, 1 artist, 3 copyright, 4 character, 5 meta, -1 not known', tag_type_raw: 'its category in the words of the board',
  board_tag_id: 'the board\'s number of the tag', post_count: 'posts as the board counts them', name_ja: 'Japanese name', name_en: 'English name', other_names: 'other names the board lists', is_deprecated: 'no longer to be used',
  antecedent: 'the tag that is replaced, or that brings another with it', consequent: 'the tag that replaces it, or is brought', alias_id: 'number on the board', implication_id: 'number on the board', reason: 'why',
  pool_id: 'number on the board', name: 'name', description: 'text', category: 'kind of pool', post_fids: 'ids of its posts in order', kind: 'what sort of row this is', id: 'the label itself, as a number', count: 'posts that the dump counts',
  tag_id_a: 'the one tag', tag_id_b: 'the other tag', posts_both: 'posts that carry both', posts_a: 'posts that carry the one', posts_b: 'posts that carry the other', rank: 'place, 1 is the first', related_id: 'the related tag',
  cosine: 'both / sqrt(a b)', jaccard: 'both / (a + b - both)', overlap: 'both / the fewer of a and b', frequency: 'share of the tag\'s posts that carry the other', likelihood: 'log-likelihood ratio of the pair (Dunning 1993)',
  franchise_id: 'number of the franchise, kept from run to run', copyrights: 'works in it', characters: 'characters in it', posts: 'posts', change: 'what became of it since the run before', franchise_name: 'the work that names the franchise', share: 'part of the counts that speak for it, 0 to 1',
  confidence: 'probability that it is right, 0 to 1', rule: 'what decided', follows: 'the tag it was put after', vector: 'coordinates, the most telling first', dimension: 'number of the coordinate, from 1', singular_value: 'weight of the coordinate', explained: 'share of the whole that it explains',
  method: 'by which method', cluster: 'number of the cluster', cluster_name: 'its most telling tags', distance: 'how far from the middle', task: 'what was to be told', subject: 'a tag, or the id of a post', truth: 'what is known', predicted: 'what was said', probability: 'how sure, 0 to 1',
  path: 'whole path of the picture file, with /', file_name: 'name of the file', file_type: 'format of the picture', file_md5: 'MD5 of the file itself', file_dt: 'date of the file', pixel_hash: 'hash of the pixels', bits: 'bits a channel', colorspace: 'colour space', compress: 'compression',
  res_x: 'resolution across', res_y: 'resolution down', res_unit: 'unit of the resolution', jpeg_quality: 'estimated quality of a JPEG, 1 to 100', frames: 'pictures in the file', has_alpha: 'can be transparent', orientation: 'EXIF orientation, 1 to 8',
  aspect: 'width to height, reduced', aspect_near: 'the common format nearest to it', thumb_bytes: 'size of its thumbnail', thumb_w: 'width of its thumbnail', thumb_h: 'height of its thumbnail', metadata: 'what the file says of itself, as JSON',
  measured_on: 'original, or thumb512: the 512 px thumbnail', entropy: 'entropy of the channels, 0 (one value) to 1 (all alike often)', skew: 'skewness of grey values', mean: 'mean', stddev: 'standard deviation of grey values', colors: 'different colours', chroma_mean: 'mean chroma', chroma_max: 'highest chroma',
  r_mean: 'mean red', g_mean: 'mean green', b_mean: 'mean blue', edge: 'mean of the edge picture', edge_radius: 'radius of the edge filter', bound_w: 'width without a plain frame', bound_h: 'height without a plain frame', bound_x: 'left of what is in the frame', bound_y: 'top of what is in the frame',
  phash: '64 bits by cosine transform', dhash: '64 bits by differences', palette: 'leading colours', palette_share: 'share of each', rank_all: 'rank that another program gave', rank_entropy: 'the same by entropy', rank_stddev: 'the same by deviation', rank_colors: 'the same by colours', rank_chroma: 'the same by chroma', rank_edge: 'the same by edges',
  x_rel: 'left, 0 to 1', y_rel: 'top, 0 to 1', w_rel: 'width, 0 to 1', h_rel: 'height, 0 to 1', detector: 'which program saw it', level: 'how strict the detector was', label: 'what was seen', prob: 'how sure, 0 to 1', x: 'left, px', y: 'top, px', w: 'width, px', h: 'height, px',
  ref_w: 'width of the picture that the pixels are of', ref_h: 'height of the picture that the pixels are of', x_orig: 'left in the file itself, px', y_orig: 'top in the file itself, px', w_orig: 'width in the file itself, px', h_orig: 'height in the file itself, px',
  figures: 'figures in the picture', figures_from: 'what told how many', scale: 'how near: close-up, portrait, bust, half, cowboy, full figure or wide', scale_from: 'what told how near', place: 'where the main face stands', offset_x: 'centre of that face across: -1 left edge, 1 right edge', offset_y: 'centre of that face down: -1 upper edge, 1 lower edge', face_share: 'part of the picture that faces cover', depth: 'height of the largest head by that of the smallest',
  tagger: 'which program gave the tag', tool: 'which program found it', dup_group: 'files of one group are alike', reasons: 'why', plan: 'keep or drop', why: 'by which rule', path_a: 'the one file', path_b: 'the other file', phash_distance: 'bits that differ', dhash_distance: 'bits that differ', is_mirrored: 'one is the other mirrored',
  bc_main: 'weight function of BOORU CHARS', bc_reverse: 'its reverse weight function', fitted: 'fitted quality', target: 'what it was fitted to', is_test: 'kept aside when fitting', feature: 'what was measured', weight: 'its weight', deviation: 'its standard deviation', step: 'which step looked', found: 'how many things it found',
  anime_id: 'number on MyAnimeList', title: 'title', title_en: 'English title', title_ja: 'Japanese title', synonyms: 'other titles', type: 'TV, movie, OVA …', rating_mal: 'age rating', episodes: 'episodes', aired_from: 'first day on air', aired_to: 'last day on air', season: 'season it began in', year: 'year it began in', duration_min: 'minutes an episode',
  scored_by: 'users who gave a score', popularity: 'place by members', members: 'users who list it', favorites: 'users who keep it as a favourite', genres: 'genres', studios: 'studios', producers: 'producers', mal_kind: 'anime or character', mal_id: 'number on MyAnimeList', character_id: 'number on MyAnimeList', name_norm: 'name in small letters', name_kanji: 'name in Japanese', nicknames: 'nicknames', about: 'text', image_url: 'address of a picture',
  role: 'main or supporting', person_id: 'number on MyAnimeList', person_name: 'name of the speaker', language: 'language', rel_type: 'sequel, side_story …', target_kind: 'anime or manga', target_id: 'number on MyAnimeList', target_title: 'title', aid: 'number on AniDB', lang: 'language',
  mal_name: 'name of the entry', evidence: 'what speaks for and against', left_key: 'the left side of the link', right_key: 'its right side', decision: 'yes or no', decided_at: 'when', decided_by: 'by whom',
  load_id: 'number of the load', file: 'path of the file', sha256: 'SHA-256 of the file', bytes: 'size', rows_read: 'rows read', rows_loaded: 'rows loaded', rows_rejected: 'rows rejected', loaded_at: 'when', version: 'version of Boorulab', row: 'number of the row in its file', line: 'line in its file', detail: 'more on it', records: 'rows it stands for', raw: 'the row as it was read',
  run_id: 'number of the run', command: 'the command', parameters: 'its parameters, as JSON', generation: 'generation of the lake it made', rows: 'rows it wrote', seconds: 'time it took', started_at: 'when', work_id: 'number of the picture, whatever board it is on',
  booru_a: 'board of the one', post_key_a: 'post_key of the one', booru_b: 'board of the other', post_key_b: 'post_key of the other', tag_name_a: 'name of the one', tag_name_b: 'name of the other', unified_id: 'tag_id of the tag that names it on all boards', unified_name: 'its name on all boards', unified_cat: 'its category on all boards',
};

const tableNotes: Readonly<Partial<Record<TableName, Readonly<Record<string, string>>>>> = {
  images: { orientation: 'EXIF orientation, 1 to 8' },
  compositions: { orientation: 'portrait, landscape or square' },
  picture_tags: { score: 'how sure the program is, 0 to 1' },
  duplicates: { score: 'how sure it is that the files are one picture, 0 to 1', distance: 'bits in which hashes differ, 0 for equal ones' },
  duplicate_pairs: { score: 'how sure it is that the files are one picture, 0 to 1' },
  picture_hashes: { kind: 'trimmed, mirrored, centre, top, bottom, left or right' },
  mal_titles: { score: 'mean score, 1 to 10', rank: 'place by score', source: 'what it was made from: manga, game …', status: 'finished, airing or upcoming' },
  mal_names: { kind: 'main, en, ja, synonym, nickname …', source: 'who tells the name' },
  mal_links: { score: 'probability that the tag is this entry', status: 'accepted, review or rejected' },
  crossposts: { score: 'how sure it is that both show one picture, 0 to 1', reason: 'md5, hash, pixiv, twitter, source or parent' },
  tag_links: { score: 'how sure it is that both are one tag, 0 to 1', posts_both: 'shared works that carry both', posts_a: 'shared works that carry the one', posts_b: 'shared works that carry the other', status: 'accepted or review' },
  labels: { kind: 'franchise, mal_anime, mal_character, danbooru_tag or kblueleaf_tag', name: 'the label itself, in words' },
  works: { rank: 'the least rank shown stands for the work', posts: 'posts of the work' },
  loads: { source: 'name of the format\'s reader' },
  quality_weights: { mean: 'its mean' },
};

/** What a column of a table holds. Throws for a column that the table has not. */
export function columnNote(table: TableName, column: string): string {
  const note = column in schemaOf(table).columns ? (tableNotes[table]?.[column] ?? notes[column]) : undefined;
  if (note === undefined) throw new Error(`Nothing is written of ${table}.${column}`);
  return note;
}
