-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- backToDraft
--   by queries/audit insertAudit
--   by queries/policy-versions updateVersion

-- dropSubject
update "loan_change"
set "status" = $1, "version" = version + 1
where "request_id" = $2 and "status" = $3;
