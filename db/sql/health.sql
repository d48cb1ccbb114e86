-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- askDatabase
select 1;
