/** A file comes in: what it is gets decided by its first bytes, and its hash says for ever what was received. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../../db/ids.ts';
import { insertDocument, isApplicationOf, type DocumentRow } from '../../db/queries/documents.ts';
import type { DB } from '../../db/tables.ts';
import { refuseRequest } from '../problem.ts';
import type { newDocument } from '../schemas/customers.ts';
import { auditCustomer, type Command } from './customers.ts';

export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** Of a request that carries a file: base64 makes three bytes four, the rest of the body is small. */
export const FILE_BODY_BYTES = Math.ceil((MAX_DOCUMENT_BYTES * 4) / 3) + 4096;

/** The first bytes of the types taken here, by their specifications (ISO 32000, ITU T.81, ISO 15948). */
const signatures = [
  { mediaType: 'application/pdf', bytes: Buffer.from('%PDF-', 'latin1') },
  { mediaType: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  {
    mediaType: 'image/png',
    bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
] as const;

/** @throws DomainError `body_too_large`, `document_type_refused`, `request_invalid` */
export async function receiveDocument(
  trx: Transaction<DB>,
  context: Command,
  customerId: string,
  body: z.output<typeof newDocument>,
): Promise<DocumentRow> {
  const content = Buffer.from(body.contentBase64, 'base64');
  if (content.length > MAX_DOCUMENT_BYTES) {
    throw new DomainError('body_too_large', { limitBytes: MAX_DOCUMENT_BYTES });
  }
  const mediaType = sniffMediaType(content);
  await assertApplicationOf(trx, body.applicationId, customerId);
  const received = await insertDocument(trx, {
    documentId: newId(),
    customerId,
    applicationId: body.applicationId ?? null,
    kind: body.kind,
    fileName: body.fileName.replace(/[/\\\p{Cc}]/gu, '_'),
    mediaType,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    issuedDate: body.issuedDate ?? null,
    expiryDate: body.expiryDate ?? null,
    receivedBy: context.actor.actorId,
    content,
  });
  const { documentId, kind, sha256, sizeBytes } = received;
  const after = { documentId, kind, mediaType, sha256, sizeBytes };
  await auditCustomer(trx, context, 'document.received', customerId, { after });
  return received;
}

function sniffMediaType(content: Buffer): string {
  const found = signatures.find(({ bytes }) => content.subarray(0, bytes.length).equals(bytes));
  if (found !== undefined) return found.mediaType;
  throw new DomainError('document_type_refused', {
    allowed: signatures.map(({ mediaType }) => mediaType),
  });
}

async function assertApplicationOf(
  trx: Transaction<DB>,
  applicationId: string | undefined,
  customerId: string,
): Promise<void> {
  if (applicationId === undefined) return;
  if (await isApplicationOf(trx, applicationId, customerId)) return;
  const detail = 'This customer has no application with this id';
  refuseRequest([{ in: 'body', pointer: '/applicationId', detail }]);
}
