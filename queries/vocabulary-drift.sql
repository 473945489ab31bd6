-- title: How the words of two boards differ
-- topic: Cross-posts
-- description: On works that both boards have, tags that only one of them uses, uses far more often, or calls or sorts otherwise. gap is in percent of the shared works, positive where the first board has the tag more often; gap_before and gap_after part the works at the middle year, so a gap that grows is a habit that one board took up. Needs boorulab link crossposts and link tags.
-- param: min_works INTEGER = 5 -- leave out tags on fewer shared works
-- param: agreement DOUBLE = 0.5 -- a tag is used differently when fewer than this part of its works have it on both boards
-- param: limit INTEGER = 200 -- how many rows
-- chart: bar x=gap y=tag color=what limit=30
with called as materialized (
  select booru, tag_id, coalesce(unified_id, tag_id) as id, coalesce(unified_name, tag_name) as tag, tag_name, nullif(tag_cat, -1) as tag_cat from tags left join (select tag_id, unified_id, unified_name from unified_tags) using (tag_id)
),
spelled as (select booru, id, string_agg(distinct tag_name, ' ' order by tag_name) as spelling, min(tag_cat) as category from called group by all),
homes as (select work_id, booru, min(created_at) as seen_at from works join posts using (booru, post_key) where works.posts > 1 group by all),
shared as materialized (select work_id, a.booru as board_a, b.booru as board_b, year(least(a.seen_at, b.seen_at)) as year from homes a join homes b using (work_id) where a.booru < b.booru),
size as (select board_a, board_b, count(*) as works, floor(median(year)) as middle from shared group by all),
carried as materialized (select distinct work_id, booru, id from (select work_id, booru, post_key from works where posts > 1) as work join post_tags using (booru, post_key) join called using (tag_id)),
used as (
  select board_a, board_b, id, work_id, year, bool_or(booru = board_a) as on_a, bool_or(booru = board_b) as on_b
  from shared join carried using (work_id) where booru in (board_a, board_b) group by all
),
counted as (
  select board_a, board_b, id, count(*) as works, count(*) filter (on_a) as works_a, count(*) filter (on_b) as works_b, count(*) filter (on_a and on_b) / count(*) as agreement,
    100 * (count(*) filter (on_a) - count(*) filter (on_b)) / any_value(size.works) as gap, any_value(size.works) as shared_works,
    100 * sum(on_a::integer - on_b::integer) filter (year <= middle) / any_value(size.works) as before, 100 * sum(on_a::integer - on_b::integer) filter (year > middle) / any_value(size.works) as after,
    min(year) as first_year, max(year) as last_year
  from used join size using (board_a, board_b) group by all
),
named as (
  select counted.*, a.spelling as spelling_a, b.spelling as spelling_b, a.category as category_a, b.category as category_b,
    case when b.id is null then 'only the first board' when a.id is null then 'only the second board' when a.category <> b.category then 'other category'
      when agreement < $agreement then 'used differently' when lower(replace(a.spelling, ' ', '_')) <> lower(replace(b.spelling, ' ', '_')) then 'other name' end as what
  from counted left join spelled a on a.booru = board_a and a.id = counted.id left join spelled b on b.booru = board_b and b.id = counted.id
)
select board_a, board_b, coalesce(spelling_a, spelling_b) as tag, what, works_a, works_b, shared_works, round(gap, 1) as gap, round(coalesce(before, 0), 1) as gap_before, round(coalesce(after, 0), 1) as gap_after,
  spelling_b, category_a, category_b, first_year, last_year
from named where what is not null and works >= $min_works
order by abs(named.gap) desc, works desc, board_a, board_b, tag, what, named.id limit $limit
