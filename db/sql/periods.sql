-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- countUnfinished
select ( (select count(*) from process, installation where kind = 'loan' and status = 'open' and (next_wake_at at time zone time_zone)::date <= $1::date) + (select count(*) from payment where status = 'received' and received_date <= $2::date) )::int as count;

-- findFirstPostedDate
select min("posted_date") as "first_date"
from "journal_entry";

-- hashPostings
select encode(sha256(convert_to(coalesce(string_agg( concat_ws('|', entry.seq, event_key, rule, effective_date, posted_date, line, account_code, side, amount_minor), E' ' order by entry.seq, line), ''), 'UTF8')), 'hex') as hash
from journal_entry as entry join posting on posting.journal_entry_id = entry.journal_entry_id
where posted_date between $1::date and $2::date;

-- insertClosedPeriod
insert into "closed_period" ("through_date", "closed_by", "closed_date", "totals", "content_hash")
values ($1, $2, $3, $4, $5);

-- listClosedPeriods
select *
from "closed_period"
order by "through_date" desc;

-- lockLedger
lock table journal_entry in share row exclusive mode;
