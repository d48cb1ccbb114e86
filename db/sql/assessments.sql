-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- insertAssessment
insert into "assessment" ("assessment_id", "application_id", "round", "submission_number", "inputs", "rules", "factors", "score", "grade", "outcome", "reasons", "versions")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict on constraint "assessment_once" do nothing;

-- listAssessments
select *
from "assessment"
where "application_id" = $1
order by "round" desc, "submission_number" desc;
