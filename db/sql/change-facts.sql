-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readChangeFacts
--   by queries/calendar readWorkCalendar
--   by queries/claims hasOtherBadClaim
--   by queries/drawings findDisbursementInFlight
--   by queries/loans readProductOfLoan
