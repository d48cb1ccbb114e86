-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readApplicationData
select (select coalesce(json_agg(json_build_object('documentId', document_id, 'kind', kind, 'issuedDate', issued_date, 'expiryDate', expiry_date) order by document_id), '[]'::json) from document where application_id = $1 and kind = any($2::text[])) as filed, (select coalesce(json_agg(json_build_object('kind', kind, 'wordingVersion', wording_version, 'givenDate', given_date, 'withdrawnDate', (withdrawn_at at time zone time_zone)::date) order by given_date), '[]'::json) from consent cross join installation where customer_id = $3) as consents;
