-- title: Rows that were not loaded
-- topic: Oddities to clean
-- description: Why rows were rejected, file by file, with one example each. Nothing is lost: the raw text stands in the rejects table.
-- chart: bar x=rows y=reason color=file
select reason, parse_filename(r.file) as file, count(*) as "rows", any_value(l.rows_read) as of_rows_read,
  min(r.line) as first_line, left(arg_min(r.raw, r.row), 120) as example
from rejects r left join loads l using (load_id)
group by reason, r.file
order by count(*) desc, reason, file
