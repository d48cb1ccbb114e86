-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- readClock
select "mode", "time_zone", "clock_offset_ms", (now() + installation.clock_offset_ms * interval '1 millisecond') as "now", ((now() + installation.clock_offset_ms * interval '1 millisecond') at time zone installation.time_zone)::date as "business_date"
from "installation";
