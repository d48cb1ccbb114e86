-- Written by "npm run sql" from the query functions of db/; never edited by hand.

-- findDocument
select "document_id", "customer_id", "application_id", "kind", "file_name", "media_type", "size_bytes", "sha256", "issued_date", "expiry_date", "received_by", "received_at"
from "document"
where "document_id" = $1;

-- findDocumentContent
select "content"
from "document"
where "document_id" = $1;

-- insertDocument
insert into "document" ("document_id", "customer_id", "application_id", "kind", "file_name", "media_type", "size_bytes", "sha256", "content", "issued_date", "expiry_date", "received_by")
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
returning "document_id", "customer_id", "application_id", "kind", "file_name", "media_type", "size_bytes", "sha256", "issued_date", "expiry_date", "received_by", "received_at";

-- isApplicationOf
select "application_id"
from "application"
where "application_id" = $1 and "customer_id" = $2;

-- listDocumentKinds
select "document_id", "kind"
from "document"
where "customer_id" = $1 and "document_id" in ($2, …);

-- listDocuments
select "document_id", "customer_id", "application_id", "kind", "file_name", "media_type", "size_bytes", "sha256", "issued_date", "expiry_date", "received_by", "received_at"
from "document"
where "customer_id" = $1
order by "document_id" desc;
