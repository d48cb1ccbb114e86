-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- listOpenCommitments
select offer_id as "offerId", offer.currency, sum(case side when 'debit' then posting.amount_minor else -posting.amount_minor end)::bigint as "amountMinor"
from offer
cross join generate_series(1, $1::integer) as part join journal_entry on journal_entry.event_key = 'offer/' || offer_id::text || case part when 1 then '' else '/' || part end join posting on posting.journal_entry_id = journal_entry.journal_entry_id
where application_id = $2 and account_code = '9101'
group by offer_id, offer.currency
having sum(case side when 'debit' then posting.amount_minor else -posting.amount_minor end) > 0;

-- listWrongCommitments
with promised as ( select application_id, sum(offer.amount_minor) as amount_minor from offer join application using (application_id) where offer.status = 'accepted' and application.status in ('accepted', 'ready') group by application_id union all select loan.application_id, case when draw_until_date is null then in_flight.amount_minor else offer.amount_minor - confirmed.amount_minor end from loan join offer on offer.application_id = loan.application_id and offer.status = 'accepted' cross join lateral (select coalesce(sum(disbursement.amount_minor), 0) as amount_minor from disbursement where disbursement.application_id = loan.application_id and disbursement.status = any($1::text[])) as confirmed cross join lateral (select coalesce(sum(disbursement.amount_minor), 0) as amount_minor from disbursement where disbursement.application_id = loan.application_id and disbursement.status = any($2::text[])) as in_flight), booked as ( select application_id, sum(case side when 'debit' then posting.amount_minor else -posting.amount_minor end) as amount_minor from offer join journal_entry on split_part(journal_entry.event_key, '/', 2) = offer_id::text join posting on posting.journal_entry_id = journal_entry.journal_entry_id where account_code = '9101' and journal_entry.event_key like 'offer/%' group by application_id) select number
from application
left join promised using (application_id)
left join booked using (application_id)
where coalesce(promised.amount_minor, 0) <> coalesce(booked.amount_minor, 0)
order by number;
