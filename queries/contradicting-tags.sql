-- title: Posts that contradict themselves
-- topic: Oddities to clean
-- description: Posts with two tags that exclude each other. A small share of the rarer tag's posts is mistakes worth mending; a large one says that the board means something else by a tag, or that pictures have both.
-- param: pairs VARCHAR = 'solo:multiple_girls solo:2girls 1girl:2girls no_humans:1girl portrait:full_body standing:sitting indoors:outdoors day:night monochrome:colorful open_mouth:closed_mouth' -- pairs of tags, a colon between the two, separated by spaces
-- param: board VARCHAR = '' -- a board, or a part of its name
-- chart: bar x=posts y=pair color=booru
with asked as (
  select pair, split_part(pair, ':', 1) as one, split_part(pair, ':', 2) as other from (select distinct unnest(string_split(lower(trim($pairs)), ' ')) as pair) where pair like '_%:_%'
),
named as materialized (select booru, tag_id, tag_name_norm as name from tags where contains(booru, $board) and tag_name_norm in (select one from asked union select other from asked)),
ids as (select pair, a.booru, a.tag_id as one_id, b.tag_id as other_id from asked join named a on a.name = one join named b on b.name = other and b.booru = a.booru),
carried as not materialized (select tag_id, post_key from tag_posts where tag_id in (select tag_id from named)),
uses as (select tag_id, count(*) as posts from carried group by tag_id),
swapped as (
  select pair, booru, case when x.posts <= y.posts then one_id else other_id end as rarer_id, case when x.posts <= y.posts then other_id else one_id end as other_id, least(x.posts, y.posts) as rarer_posts
  from ids join uses x on x.tag_id = one_id join uses y on y.tag_id = other_id
),
rarer as materialized (select pair, s.booru, post_key, s.other_id as tag_id from swapped s join carried on carried.tag_id = s.rarer_id),
found as materialized (select pair, booru, post_key from carried join rarer using (tag_id, post_key))
select replace(pair, ':', ' + ') as pair, booru, count(*) as posts, round(100 * count(*) / any_value(rarer_posts), 2) as percent_of_rarer,
  any_value(n.tag_name) as rarer_tag, arg_min(fid, post_key) as first_fid, arg_max(fid, post_key) as last_fid
from found join swapped using (pair, booru) join tags n on n.tag_id = rarer_id join posts using (booru, post_key)
group by pair, booru
order by posts desc, pair, booru
