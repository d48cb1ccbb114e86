-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findMatter
--   by queries/applications findApplication
--   by queries/approval-requests findRequestOf
--   by queries/approvals findApproval
--   by queries/stages findStage

-- lockMatter
--   by queries/case-locks lockStage
--   by queries/stages findStage

-- lockRequestStage
--   by queries/approval-requests lockRequest
--   by queries/clock readClock
--   by queries/stages findStage
