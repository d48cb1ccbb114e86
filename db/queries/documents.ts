/** Files received from customers; they are kept as they came and never changed. */
import type { Kysely, Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB, DocumentTable } from '../tables.ts';

export type DocumentRow = {
  readonly documentId: string;
  readonly customerId: string;
  readonly applicationId: string | null;
  readonly kind: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly issuedDate: IsoDate | null;
  readonly expiryDate: IsoDate | null;
  readonly receivedBy: string;
  readonly receivedAt: Instant;
};

export type NewDocument = Omit<DocumentRow, 'receivedAt'> & { readonly content: Buffer };

const columns = [
  'document_id',
  'customer_id',
  'application_id',
  'kind',
  'file_name',
  'media_type',
  'size_bytes',
  'sha256',
  'issued_date',
  'expiry_date',
  'received_by',
  'received_at',
] as const;

export async function insertDocument(
  trx: Transaction<DB>,
  document: NewDocument,
): Promise<DocumentRow> {
  const row = await trx
    .insertInto('document')
    .values({
      document_id: document.documentId,
      customer_id: document.customerId,
      application_id: document.applicationId,
      kind: document.kind,
      file_name: document.fileName,
      media_type: document.mediaType,
      size_bytes: document.sizeBytes,
      sha256: document.sha256,
      content: document.content,
      issued_date: document.issuedDate,
      expiry_date: document.expiryDate,
      received_by: document.receivedBy,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toDocument(row);
}

/** Newest first, without their content. */
export async function listDocuments(db: Kysely<DB>, customerId: string): Promise<DocumentRow[]> {
  const rows = await db
    .selectFrom('document')
    .select(columns)
    .where('customer_id', '=', customerId)
    .orderBy('document_id', 'desc')
    .execute();
  return rows.map(toDocument);
}

export async function findDocument(
  db: Kysely<DB>,
  documentId: string,
): Promise<DocumentRow | undefined> {
  const row = await db
    .selectFrom('document')
    .select(columns)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row && toDocument(row);
}

export async function findDocumentContent(
  db: Kysely<DB>,
  documentId: string,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('document')
    .select('content')
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row?.content;
}

/** The kinds of those of the documents that are this customer's, by id. */
export async function listDocumentKinds(
  db: Kysely<DB>,
  customerId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('document')
    .select(['document_id', 'kind'])
    .where('customer_id', '=', customerId)
    .where('document_id', 'in', documentIds)
    .execute();
  return new Map(rows.map(({ document_id: documentId, kind }) => [documentId, kind]));
}

/** Whether a document may hang on this application: it belongs to the same customer. */
export async function isApplicationOf(
  db: Kysely<DB>,
  applicationId: string,
  customerId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('application')
    .select('application_id')
    .where('application_id', '=', applicationId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row !== undefined;
}

type SelectedDocument = Omit<DocumentTable, 'content' | 'received_at'> & {
  readonly received_at: Instant;
};

function toDocument(row: SelectedDocument): DocumentRow {
  return {
    documentId: row.document_id,
    customerId: row.customer_id,
    applicationId: row.application_id,
    kind: row.kind,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    issuedDate: row.issued_date,
    expiryDate: row.expiry_date,
    receivedBy: row.received_by,
    receivedAt: row.received_at,
  };
}
