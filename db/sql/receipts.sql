-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertReceipt
--   by queries/audit insertAudit
--   by queries/ledger insertEntries
--   by queries/payments insertPayment
