-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- claimPaymentOrders
with ready as ( select payment_order_id, status from payment_order where status in ('queued', 'sending', 'unknown') and (claimed_until is null or claimed_until < clock_timestamp()) order by created_at limit $1 for update skip locked ) update payment_order
set status = case when payment_order.status = 'queued' then 'sending' else payment_order.status end, claimed_until = clock_timestamp() + $2 * interval '1 millisecond', attempt_count = attempt_count + 1
from ready
where ready.payment_order_id = payment_order.payment_order_id
returning payment_order.payment_order_id as id, ready.status <> 'queued' as was_sent, attempt_count;

-- expireTransferOrders
update "payment_order"
set "status" = $1
where "loan_id" = $2 and "status" = $3;

-- findPaymentOrder
select *
from "payment_order"
where "payment_order_id" = $1;

-- insertPaymentOrder
insert into "payment_order" ("payment_order_id", "loan_id", "customer_id", "amount_minor", "currency", "purpose", "method", "payoff_quote_id", "strategy", "reference", "business_date", "status")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
returning *;

-- listPaymentOrders
select *
from "payment_order"
where "loan_id" = $1
order by "created_at" desc, "payment_order_id" desc;

-- lockPaymentOrder
select *
from "payment_order"
where "payment_order_id" = $1
for update;

-- savePaymentOrder
update "payment_order"
set "status" = $1, "claimed_until" = $2, "rail_reference" = $3, "payment_id" = $4, "settled_at" = $5
where "payment_order_id" = $6;

update "payment_order"
set "status" = $1, "claimed_until" = $2, "refusal_code" = $3
where "payment_order_id" = $4;

update "payment_order"
set "status" = $1, "claimed_until" = clock_timestamp() + $2 * interval '1 millisecond'
where "payment_order_id" = $3;

-- settleTransferOrder
update "payment_order"
set "status" = $1, "payment_id" = $2, "settled_at" = $3
where "payment_order_id" in (select "payment_order_id" from "payment_order" where "loan_id" = $4 and "status" = $5 and "amount_minor" = $6 order by "created_at" desc limit $7);
