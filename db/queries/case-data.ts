/** An application as the rules read it: what was written into it, with the documents and consents on file. */
import { sql, type Kysely } from 'kysely';
import type {
  ApplicationData,
  ApplicationDocument,
  DocumentKind,
} from '../../domain/origination/application.ts';
import { documentKinds } from '../../domain/origination/application.ts';
import type { DB } from '../tables.ts';
import { listConsents } from './applicants.ts';
import type { Application } from './applications.ts';

/** Documents on file take the place of the same document noted by hand. */
export async function readApplicationData(
  db: Kysely<DB>,
  application: Pick<Application, 'applicationId' | 'customerId' | 'content'>,
): Promise<ApplicationData> {
  const { applicationId, customerId, content } = application;
  const filed = await listFiledDocuments(db, applicationId);
  const consents = await listConsents(db, customerId);
  const noted = content.documents.map((document) => ({
    ...document,
    ...filed.find(({ documentId }) => documentId === document.documentId),
  }));
  const known = new Set(noted.map(({ documentId }) => documentId));
  const unnoted = filed
    .filter(({ documentId }) => !known.has(documentId))
    .map((document) => ({ ...document, coversFrom: null, coversTo: null, isValid: null }));
  return { ...content, documents: [...noted, ...unnoted], consents };
}

type FiledDocument = Pick<ApplicationDocument, 'documentId' | 'kind' | 'issuedDate' | 'expiryDate'>;

async function listFiledDocuments(db: Kysely<DB>, applicationId: string): Promise<FiledDocument[]> {
  const rows = await db
    .selectFrom('document')
    .select(['document_id', 'kind', 'issued_date', 'expiry_date'])
    .where('application_id', '=', applicationId)
    .where(sql<boolean>`kind = any(${documentKinds}::text[])`)
    .orderBy('document_id')
    .execute();
  return rows.map((row) => ({
    documentId: row.document_id,
    kind: row.kind as DocumentKind,
    issuedDate: row.issued_date,
    expiryDate: row.expiry_date,
  }));
}
