import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DanbooruPost, elements, type Simulated, simulated } from './simulated.js';

let data: Simulated;
beforeAll(async () => {
  data = await simulated();
});
afterAll(() => data.remove());

const isSorted = (values: readonly (number | string)[]): boolean => values.every((value, at) => at === 0 || values[at - 1]! < value);

describe('danbooru', () => {
  it('writes posts with the keys of the site, ids rising with time', () => {
    const posts = data.lines<DanbooruPost>('danbooru/posts.jsonl');
    expect(posts).toHaveLength(2000);
    const keys = 'id,created_at,uploader_id,score,source,md5,last_comment_bumped_at,rating,image_width,image_height,tag_string,fav_count,file_ext,last_noted_at,parent_id,has_children,approver_id,tag_count_general,tag_count_artist,tag_count_character,tag_count_copyright,file_size,up_score,down_score,is_pending,is_flagged,is_deleted,tag_count,updated_at,is_banned,pixiv_id,last_commented_at,has_active_children,bit_flags,tag_count_meta,has_large,has_visible_children,media_asset,tag_string_general,tag_string_character,tag_string_copyright,tag_string_artist,tag_string_meta,file_url,large_file_url,preview_file_url';
    expect(Object.keys(posts.find((post) => !post.is_banned)!).join()).toBe(keys);
    expect(isSorted(posts.map((post) => post.id))).toBe(true);
    const times = posts.map((post) => Date.parse(post.created_at));
    expect(times.every((time, at) => at === 0 || times[at - 1]! <= time)).toBe(true);
    for (const post of posts) {
      expect(post.is_banned).toBe(post.md5 === undefined && post.file_url === undefined);
      expect(post.score).toBe(post.up_score + post.down_score);
      expect(post.updated_at >= post.created_at || Date.parse(post.updated_at) >= Date.parse(post.created_at)).toBe(true);
      if (post.md5 !== undefined) expect(post.md5).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('sorts the tags of a post and splits them by category without loss', () => {
    for (const post of data.lines<DanbooruPost>('danbooru/posts.jsonl')) {
      const all = post.tag_string.split(' ');
      expect(isSorted(all)).toBe(true);
      const parts = [post.tag_string_general, post.tag_string_artist, post.tag_string_copyright, post.tag_string_character, post.tag_string_meta].flatMap((list) => list.split(' ').filter((tag) => tag !== ''));
      expect(parts.sort()).toEqual(all.slice().sort());
      expect(post.tag_count).toBe(all.length);
    }
  });

  it('counts in tags.jsonl what posts carry, and follows its implications and aliases', () => {
    const posts = data.lines<DanbooruPost>('danbooru/posts.jsonl').map((post) => new Set(post.tag_string.split(' ')));
    const counts = new Map<string, number>();
    for (const tags of posts) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const tags = data.lines<{ id: number; name: string; post_count: number; category: number; words: string[] }>('danbooru/tags.jsonl');
    expect(Object.fromEntries(tags.map((tag) => [tag.name, tag.post_count]))).toEqual(Object.fromEntries(counts));
    expect(new Set(tags.map((tag) => tag.category))).toEqual(new Set([0, 1, 3, 4, 5]));
    const implications = data.lines<{ antecedent_name: string; consequent_name: string }>('danbooru/tag_implications.jsonl');
    expect(implications.length).toBeGreaterThan(100);
    for (const { antecedent_name, consequent_name } of implications) for (const post of posts) if (post.has(antecedent_name)) expect(post.has(consequent_name)).toBe(true);
    const aliases = data.lines<{ antecedent_name: string; consequent_name: string; status: string }>('danbooru/tag_aliases.jsonl');
    expect(aliases.length).toBeGreaterThan(100);
    for (const alias of aliases) {
      expect(counts.has(alias.antecedent_name)).toBe(false);
      expect(counts.has(alias.consequent_name)).toBe(true);
    }
  });
});

describe('gelbooru', () => {
  it('writes well-formed XML whose count is right', () => {
    const xml = data.text('gelbooru/posts.xml');
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<posts count="1000" offset="0">\n(<post( \w+="[^"<>]*")+\/>\n)+<\/posts>\n$/);
    expect(xml.replace(/&(amp|lt|gt|quot|#039);/g, '')).not.toContain('&');
    const posts = elements(xml, 'post');
    expect(posts).toHaveLength(1000);
    for (const post of posts) {
      expect(post.tags).toMatch(/^ (\S+ )+$/);
      expect(post.rating).toMatch(/^[sqe]$/);
      expect(post.created_at).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d -0[56]00 \d{4}$/);
    }
  });

  it('lists the tags with their counts and types', () => {
    const counts = new Map<string, number>();
    for (const post of elements(data.text('gelbooru/posts.xml'), 'post')) for (const tag of post.tags!.trim().split(' ')) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const tags = elements(data.text('gelbooru/tags.xml'), 'tag');
    expect(Object.fromEntries(tags.map((tag) => [tag.name, Number(tag.count)]))).toEqual(Object.fromEntries(counts));
    expect(tags.some((tag) => /[<>"'&]/.test(tag.name!))).toBe(true);
    expect(Object.keys(tags[0]!)).toEqual(['type', 'count', 'name', 'ambiguous', 'id']);
  });
});

describe('yande.re', () => {
  it('writes one array of posts and one of tags', () => {
    const posts = JSON.parse(data.text('yandere/post.json')) as { id: number; tags: string; md5: string; rating: string; status: string; file_url?: string; created_at: number; file_size: number }[];
    expect(posts).toHaveLength(400);
    expect(isSorted(posts.map((post) => post.id))).toBe(true);
    for (const post of posts) {
      expect(post.status === 'active').toBe(post.file_url !== undefined);
      expect(post.rating).toMatch(/^[sqe]$/);
      expect(Number.isInteger(post.created_at)).toBe(true);
    }
    const counts: Record<string, number> = {};
    for (const tag of posts.flatMap((post) => post.tags.split(' '))) counts[tag] = (counts[tag] ?? 0) + 1;
    const tags = JSON.parse(data.text('yandere/tag.json')) as { name: string; count: number; type: number }[];
    expect(Object.fromEntries(tags.map((tag) => [tag.name, tag.count]))).toEqual(counts);
  });
});

describe('safebooru of Kaggle', () => {
  it('has nine fields a row, quoted where the generator quotes', () => {
    const lines = data.text('safebooru/all_data.csv').split('\n');
    expect(lines[0]).toBe('id,created_at,rating,score,sample_url,sample_width,sample_height,preview_url,tags');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(601);
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,\d+,[sqe],\d+,"\/\/safebooru\.org\/[^"]+",\d+,\d+,"\/\/safebooru\.org\/[^"]+","([^" ]|"")+( ([^" ]|"")+)*"$/);
  });
});

describe('BOORU CHARS tag list', () => {
  it('has eight unquoted ASCII fields, CRLF, and names heads that are in the list or in use', () => {
    const text = data.text('booru-chars/danbooru_taglist.csv');
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines.shift()).toBe('TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT');
    expect(text).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const heads = new Set(data.lines<{ id: number; category: number }>('danbooru/tags.jsonl').filter((tag) => tag.category === 3).map((tag) => String(tag.id)));
    const rows = lines.map((line) => line.split(';'));
    for (const row of rows) {
      expect(row).toHaveLength(8);
      expect(row[0]).toMatch(/^[34]$/);
      expect(Number(row[3])).toBeGreaterThanOrEqual(5);
      if (row[4] !== '') expect(heads.has(row[4]!)).toBe(true);
      expect(row[5] === '').toBe(row[6] === '' && row[7] === '');
    }
    const share = (field: number): number => rows.filter((row) => row[field] !== '').length / rows.length;
    expect(share(4)).toBeGreaterThan(0.5);
    expect(share(4)).toBeLessThan(0.95);
    expect(share(5)).toBeGreaterThan(0.15);
  });
});

describe('Jikan', () => {
  it('answers for every title, its cast and its characters', () => {
    const anime = data.lines<{ data: { mal_id: number; title: string; titles: { type: string }[]; relations: { entry: { mal_id: number }[] }[] } }>('jikan/anime.jsonl');
    const characters = data.lines<{ data: { mal_id: number; name: string } }>('jikan/characters.jsonl');
    const names = new Map(characters.map(({ data: character }) => [character.mal_id, character.name]));
    const ids = new Set(anime.map(({ data: title }) => title.mal_id));
    expect(ids.size).toBe(data.summary.animeTitles);
    expect(readdirSync(join(data.folder, 'jikan/characters')).sort()).toEqual([...ids].map((id) => `${id}.json`).sort());
    let turned = 0;
    for (const { data: title } of anime) {
      for (const relation of title.relations) for (const entry of relation.entry) expect(ids.has(entry.mal_id)).toBe(true);
      const cast = JSON.parse(readFileSync(join(data.folder, `jikan/characters/${title.mal_id}.json`), 'utf8')) as { data: { role: string; character: { mal_id: number; name: string } }[] };
      for (const { role, character } of cast.data) {
        expect(role).toMatch(/^(Main|Supporting)$/);
        const [family, given] = character.name.split(', ');
        expect(names.get(character.mal_id)).toBe(given === undefined ? family : `${given} ${family}`);
        if (given !== undefined) turned++;
      }
    }
    expect(turned).toBeGreaterThan(100);
  });
});
