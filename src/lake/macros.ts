/** Tags of a picture that shows a face or little more. */
const portraitTags = 'portrait close-up close_up face headshot head_shot bust_shot upper_body';

/** Scales of the scene (table `compositions`) that are portraits. */
const portraitScales = ['close-up', 'portrait', 'bust'];

/**
 * Views and macros for users' own SQL, made after the views of tables, which they read; so they show what the session's rating shows.
 * An argument stays outside a subquery or meets only names with an underscore there, since DuckDB would take a column `booru` given from outside for one inside.
 *
 * Normalised scores are ridits: the part of the group below, and half of the part that is equal (Bross 1958, How to use ridit analysis, Biometrics 14).
 */
export const macroStatements: readonly string[] = [
  `CREATE OR REPLACE MACRO tag_words(names) AS
  [word FOR word IN list_sort(list_distinct(string_split_regex(nfc_normalize(lower(nfc_normalize(names))), '\\s+'))) IF word <> '']`,
  `CREATE OR REPLACE MACRO tags_named(names) AS TABLE (
WITH words AS (SELECT unnest(tag_words(names)) AS word, generate_subscripts(tag_words(names), 1) AS place)
SELECT t.tag_id, w.place FROM tags t JOIN words w ON t.tag_name_norm = w.word
UNION SELECT u.tag_id, w.place FROM unified_tags u JOIN words w ON replace(nfc_normalize(lower(u.unified_name)), ' ', '_') = w.word
UNION SELECT t.tag_id, w.place FROM tag_aliases a JOIN words w ON lower(a.antecedent) = w.word AND a.status = 'active'
  JOIN tags t ON t.booru = a.booru AND t.tag_name_norm = lower(a.consequent))`,
  `CREATE OR REPLACE MACRO posts_with(names) AS TABLE (
SELECT f.booru, f.post_key FROM (
  SELECT x.booru, x.post_key, bit_or(1::UBIGINT << (n.place - 1)) AS found FROM tag_posts x JOIN tags_named(names) n ON n.tag_id = x.tag_id GROUP BY ALL) f
WHERE f.found = (1::UBIGINT << len(tag_words(names))) - 1)`,
  `CREATE OR REPLACE MACRO any_tag(booru_, post_key_, names) AS
  (booru_, post_key_) IN (SELECT (x.booru, x.post_key) FROM tag_posts x WHERE x.tag_id IN (SELECT n.tag_id FROM tags_named(names) n))`,
  `CREATE OR REPLACE MACRO has_tag(booru_, post_key_, name) AS any_tag(booru_, post_key_, regexp_replace(trim(name), '\\s+', '_', 'g'))`,
  `CREATE OR REPLACE MACRO all_tags(booru_, post_key_, names) AS
  len(tag_words(names)) = 0 OR (booru_, post_key_) IN (SELECT (w.booru, w.post_key) FROM posts_with(names) w)`,
  `CREATE OR REPLACE MACRO portrait(booru_, post_key_) AS
  (booru_, post_key_) IN (
    SELECT (x.booru, x.post_key) FROM tag_posts x WHERE x.tag_id IN (SELECT n.tag_id FROM tags_named('${portraitTags}') n)
    UNION ALL SELECT (c.booru, c.post_key) FROM compositions c WHERE c.scale IN (${portraitScales.map((scale) => `'${scale}'`).join(', ')}) AND c.post_key IS NOT NULL)`,
  `CREATE OR REPLACE MACRO safe(rating_level_) AS rating_level_ <= 1`,
  `CREATE OR REPLACE VIEW score_ranks AS
WITH counted AS (SELECT booru, year(created_at) AS year, rating_level, score, count(*) AS posts FROM posts WHERE score IS NOT NULL GROUP BY ALL)
SELECT *, (sum(posts) OVER same)::BIGINT AS posts_of_group, 100 * (sum(posts) OVER (same ORDER BY score) - posts / 2) / sum(posts) OVER same AS normalised_score
FROM counted WINDOW same AS (PARTITION BY booru, year, rating_level)`,
  `CREATE OR REPLACE MACRO normalised_score(booru_, created_at_, rating_level_, score_) AS (
  SELECT any_value(r._rank) FROM (SELECT booru AS _booru, year AS _year, rating_level AS _level, score AS _score, normalised_score AS _rank FROM score_ranks) r
  WHERE r._booru = booru_ AND r._year IS NOT DISTINCT FROM year(created_at_) AND r._level = rating_level_ AND r._score = score_)`,
  `CREATE OR REPLACE MACRO work_key(booru_, post_key_) AS coalesce(
  (SELECT any_value(w._work)::VARCHAR FROM (SELECT booru AS _booru, post_key AS _key, work_id AS _work FROM works) w WHERE w._booru = booru_ AND w._key = post_key_),
  booru_ || ' ' || post_key_)`,
];
