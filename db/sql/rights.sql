-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- assertMayReceive
--   by queries/branches findBranch
--   by queries/officers lockOfficer

-- assertMayReceiveLimit
--   by queries/officers lockOfficer
