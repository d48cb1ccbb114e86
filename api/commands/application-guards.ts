/** A draft may say much, but not other than the customer's file, and not about anybody else's papers. */
import type { Transaction } from 'kysely';
import type { FieldError } from '../../domain/errors.ts';
import type { Applicant } from '../../db/queries/applicants.ts';
import { listDocumentKinds } from '../../db/queries/documents.ts';
import { isActiveOfficer } from '../../db/queries/officers.ts';
import type { DB } from '../../db/tables.ts';
import { refuseRequest } from '../problem.ts';
import type { ApplicationChanges } from '../schemas/application.ts';

type Entries = Pick<ApplicationChanges, 'applicant' | 'documents'> & {
  readonly accountManagerId?: string;
};

/** @throws DomainError `request_invalid` naming each entry that contradicts what is on file */
export async function assertAgreesWithFile(
  trx: Transaction<DB>,
  applicant: Applicant,
  entries: Entries,
): Promise<void> {
  const errors = [
    ...findOtherBirthDate(applicant, entries),
    ...(await findForeignDocuments(trx, applicant, entries)),
    ...(await findUnknownManager(trx, entries)),
  ];
  if (errors.length > 0) refuseRequest(errors);
}

/** The age rules stand on this day, and the identity number has proven it. */
function findOtherBirthDate({ birthDate: known }: Applicant, { applicant }: Entries): FieldError[] {
  const said = applicant?.birthDate;
  if (known === null || said === undefined || said === known) return [];
  const detail = "The customer's file says another day of birth";
  return [{ in: 'body', pointer: '/applicant/birthDate', detail }];
}

async function findForeignDocuments(
  trx: Transaction<DB>,
  { customerId }: Applicant,
  { documents = [] }: Entries,
): Promise<FieldError[]> {
  if (documents.length === 0) return [];
  const documentIds = documents.map(({ documentId }) => documentId);
  const kinds = await listDocumentKinds(trx, customerId, documentIds);
  return documents.flatMap(({ documentId, kind }, index) => {
    if (kinds.get(documentId) === kind) return [];
    const detail = "The customer's file has no document of this kind with this id";
    return [{ in: 'body', pointer: `/documents/${index}/documentId`, detail }];
  });
}

async function findUnknownManager(
  trx: Transaction<DB>,
  { accountManagerId }: Entries,
): Promise<FieldError[]> {
  if (accountManagerId === undefined || (await isActiveOfficer(trx, accountManagerId))) return [];
  const detail = 'There is no active officer with this id';
  return [{ in: 'body', pointer: '/accountManagerId', detail }];
}
