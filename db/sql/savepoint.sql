-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- withSavepoint
release savepoint part;

savepoint part;
