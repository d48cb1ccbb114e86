/** Papers of an application: brought by the applicant or an officer, or on file from before. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { ApplicationDocument } from '../../domain/origination/application.ts';
import type { Application } from '../../db/queries/applications.ts';
import { listDocuments, type DocumentRow } from '../../db/queries/documents.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';
import type { newPaper } from '../schemas/customers.ts';
import { lockVisible, updateApplication } from './applications.ts';
import type { Caller } from './caller.ts';
import type { Command } from './customers.ts';
import { receiveDocument } from './documents.ts';

/**
 * A paper for an application. While it can be written into the paper joins what is handed in; afterwards it is
 * received beside the case, where conditions ask for it.
 * @throws DomainError `not_found`, `body_too_large`, `document_type_refused`, `request_invalid`
 */
export async function addPaper(
  trx: Transaction<DB>,
  context: Command,
  applicationId: string,
  body: z.output<typeof newPaper>,
): Promise<DocumentRow> {
  const application = await lockVisible(trx, context, applicationId);
  const { coversFrom = null, coversTo = null, ...file } = body;
  const received = await receiveDocument(trx, context, application.customerId, {
    ...file,
    applicationId,
  });
  if (application.status === 'draft' || application.status === 'returned') {
    const { documentId, issuedDate, expiryDate } = received;
    const paper = { documentId, issuedDate, expiryDate, coversFrom, coversTo, isValid: null };
    await handIn(trx, context, application, { ...paper, kind: body.kind });
  }
  return received;
}

async function handIn(
  trx: Transaction<DB>,
  context: Caller,
  { applicationId, version, content }: Application,
  paper: ApplicationDocument,
): Promise<void> {
  const documents = [...content.documents, paper].map((document) => ({ ...document }));
  const change = { ifMatch: version, changes: { documents } };
  await updateApplication(trx, context, applicationId, change);
}

/**
 * Papers that are on file from before join the application, so that nobody is asked for the same card twice.
 * @returns how many were added
 */
export async function reusePapers(
  trx: Transaction<DB>,
  context: Caller,
  application: Application,
): Promise<number> {
  const { requiredDocuments } = await readProduct(trx, application.productVersionId);
  const kinds = requiredDocuments.map(({ kind }) => kind);
  const onFile = await listDocuments(trx, application.customerId);
  const papers = kinds.flatMap((kind) => {
    const newest = onFile.find((document) => document.kind === kind);
    return newest === undefined ? [] : [toPaper(newest)];
  });
  if (papers.length === 0) return 0;
  const { applicationId, version } = application;
  const change = { ifMatch: version, changes: { documents: papers } };
  await updateApplication(trx, context, applicationId, change);
  return papers.length;
}

function toPaper({ documentId, kind, issuedDate, expiryDate }: DocumentRow) {
  return {
    documentId,
    kind: kind as ApplicationDocument['kind'],
    issuedDate,
    expiryDate,
    coversFrom: null,
    coversTo: null,
    isValid: null,
  };
}
