/** What an applicant does with their own application beyond the commands they share with staff. */
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationDocument } from '../../domain/origination/application.ts';
import type { Application } from '../../db/queries/applications.ts';
import { listDocuments, type DocumentRow } from '../../db/queries/documents.ts';
import { findLatestOffer } from '../../db/queries/offers.ts';
import type { DB } from '../../db/tables.ts';
import type { newOwnDocument } from '../schemas/my-applications.ts';
import { lockVisible, updateApplication } from './applications.ts';
import type { Caller } from './caller.ts';
import type { Command } from './customers.ts';
import { receiveDocument } from './documents.ts';
import { withdrawApplication } from './withdrawals.ts';

/**
 * A paper for an application. While it lies with the applicant the paper joins what is handed in; afterwards it is
 * received beside the case, where conditions ask for it.
 * @throws DomainError `not_found`, `body_too_large`, `document_type_refused`, `request_invalid`
 */
export async function addOwnDocument(
  trx: Transaction<DB>,
  context: Command,
  applicationId: string,
  body: z.output<typeof newOwnDocument>,
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
export async function reuseOwnDocuments(
  trx: Transaction<DB>,
  context: Caller,
  application: Application,
  kinds: readonly string[],
): Promise<number> {
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

/**
 * Refusing the offer ends the application: nothing else is on the table.
 * @throws DomainError `not_found`, `illegal_transition`, `offer_changed` when another offer was read
 */
export async function refuseOffer(
  trx: Transaction<DB>,
  context: Caller,
  input: {
    readonly applicationId: string;
    readonly contentHash: string;
    readonly reason: string;
  },
): Promise<Application> {
  const { applicationId, contentHash, reason } = input;
  const { status } = await lockVisible(trx, context, applicationId);
  const offer = await findLatestOffer(trx, applicationId);
  if (offer === undefined) throw new DomainError('not_found', { resource: 'offer' });
  if (status !== 'offered') {
    const step = { from: status, to: 'withdrawn', event: 'refuse_offer' };
    throw new DomainError('illegal_transition', { subject: 'application', ...step });
  }
  if (offer.contentHash !== contentHash)
    throw new DomainError('offer_changed', { contentHash: offer.contentHash });
  return withdrawApplication(trx, context, { applicationId, reason });
}
