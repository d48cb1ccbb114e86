-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findPayoffQuote
select *
from "payoff_quote"
where "payoff_quote_id" = $1;

-- findQuoteGoodOn
select *
from "payoff_quote"
where "loan_id" = $1 and "good_through_date" >= $2 and "business_date" <= $3
order by "amount_minor"
limit $4;

-- insertPayoffQuote
insert into "payoff_quote" ("payoff_quote_id", "loan_id", "business_date", "payoff_date", "good_through_date", "amount_minor", "currency", "parts", "quoted_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
