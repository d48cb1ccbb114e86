/** An application as the rules read it: what was written into it, with the documents and consents on file. */
import { sql, type Kysely } from 'kysely';
import type {
  ApplicationConsent,
  ApplicationData,
  ApplicationDocument,
} from '../../domain/origination/application.ts';
import { documentKinds } from '../../domain/origination/application.ts';
import type { DB } from '../tables.ts';
import type { Application } from './applications.ts';

/** Documents on file take the place of the same document noted by hand. */
export async function readApplicationData(
  db: Kysely<DB>,
  application: Pick<Application, 'applicationId' | 'customerId' | 'content'>,
): Promise<ApplicationData> {
  const { applicationId, customerId, content } = application;
  const { filed, consents } = await readFile(db, applicationId, customerId);
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

/** Both lists as JSON, in one statement: dates are text there as everywhere. */
async function readFile(
  db: Kysely<DB>,
  applicationId: string,
  customerId: string,
): Promise<{ filed: readonly FiledDocument[]; consents: readonly ApplicationConsent[] }> {
  const { rows } = await sql<{ filed: FiledDocument[]; consents: ApplicationConsent[] }>`
    select
      (select coalesce(json_agg(json_build_object('documentId', document_id, 'kind', kind,
          'issuedDate', issued_date, 'expiryDate', expiry_date) order by document_id), '[]'::json)
        from document where application_id = ${applicationId}
          and kind = any(${documentKinds}::text[])) as filed,
      (select coalesce(json_agg(json_build_object('kind', kind, 'wordingVersion', wording_version,
          'givenDate', given_date, 'withdrawnDate', (withdrawn_at at time zone time_zone)::date)
          order by given_date), '[]'::json)
        from consent cross join installation where customer_id = ${customerId}) as consents
  `.execute(db);
  return rows[0]!;
}
