-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- endSessions
delete
from "auth"."session"
where "userId" = $1;

-- insertPhoneUser
insert into "auth"."user" ("id", "name", "email", "emailVerified", "image", "username", "displayUsername")
values ($1, $2, $3, $4, $5, $6, $7);

-- insertUser
insert into "auth"."account" ("id", "accountId", "providerId", "userId", "password")
values ($1, $2, $3, $4, $5);

insert into "auth"."user" ("id", "name", "email", "emailVerified", "image", "username", "displayUsername")
values ($1, $2, $3, $4, $5, $6, $7);

-- isUserNameTaken
select "id"
from "auth"."user"
where "username" = $1;
