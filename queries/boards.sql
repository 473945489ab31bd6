-- title: What each board holds
-- topic: Boards and growth
-- description: Posts, years and vocabulary of every board, to see which one answers a question best.
-- chart: bar x=posts y=booru sort=value
with vocabulary as (select booru, count(*) as tags from tags group by booru),
     uses as (select booru, count(*) as tag_uses from tag_posts group by booru)
select booru, count(*) as posts, min(created_at)::date as first_post, max(created_at)::date as last_post,
  any_value(tags) as tags, round(any_value(tag_uses) / count(*), 1) as tags_a_post,
  median(score) as median_score, round(avg(width * height) / 1e6, 2) as megapixels
from posts left join vocabulary using (booru) left join uses using (booru)
group by booru order by posts desc, booru
