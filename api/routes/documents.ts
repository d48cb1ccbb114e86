/** Files of customers: received once, listed, sent back as they came. */
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import {
  findDocument,
  findDocumentContent,
  listDocuments,
  type DocumentRow,
} from '../../db/queries/documents.ts';
import { findCustomer } from '../../db/queries/customers.ts';
import { visibleCustomer } from '../commands/customers.ts';
import { FILE_BODY_BYTES, receiveDocument } from '../commands/documents.ts';
import type { ReadContext } from '../context.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { id } from '../schemas/common.ts';
import { document, documentList, newDocument } from '../schemas/customers.ts';

const customerParams = z.strictObject({ customerId: id });
const documentParams = z.strictObject({ documentId: id });
type DocumentContext = ReadContext<z.output<typeof documentParams>, unknown>;

/** @throws DomainError `not_found` also for a document of a customer out of sight */
async function visibleDocument({ db, scope, params }: DocumentContext): Promise<DocumentRow> {
  const row = await findDocument(db, params.documentId);
  const owner = row && (await findCustomer(db, scope, row.customerId));
  if (row === undefined || owner === undefined) {
    throw new DomainError('not_found', { resource: 'document' });
  }
  return row;
}

const receive = defineWrite({
  method: 'POST',
  path: '/v1/customers/:customerId/documents',
  access: 'document.create',
  tag: 'documents',
  summary: 'Receive a file of a customer: PDF, JPEG or PNG, 10 MB at most',
  params: customerParams,
  body: newDocument,
  bodyLimitBytes: FILE_BODY_BYTES,
  response: document,
  status: 201,
  refusals: ['not_found', 'document_type_refused'],
  command: async (trx, context) => {
    const owner = await visibleCustomer(trx, context.scope, context.params.customerId);
    const received = await receiveDocument(trx, context, owner.customerId, context.body);
    return {
      status: 201,
      body: received,
      location: `/v1/documents/${received.documentId}`,
    };
  },
});

const list = defineRead({
  path: '/v1/customers/:customerId/documents',
  access: 'document.read',
  tag: 'documents',
  summary: 'List the files of a customer, newest first',
  params: customerParams,
  response: documentList,
  refusals: ['not_found'],
  handler: async ({ db, scope, params: { customerId } }) => {
    await visibleCustomer(db, scope, customerId);
    return { body: { items: await listDocuments(db, customerId) } };
  },
});

const show = defineRead({
  path: '/v1/documents/:documentId',
  access: 'document.read',
  tag: 'documents',
  summary: 'Show what is known of a file',
  params: documentParams,
  response: document,
  refusals: ['not_found'],
  handler: async (context) => ({ body: await visibleDocument(context) }),
});

const download = defineRead({
  path: '/v1/documents/:documentId/content',
  access: 'document.read',
  tag: 'documents',
  summary: 'Download a file',
  params: documentParams,
  response: z.unknown(),
  sendsFile: true,
  refusals: ['not_found'],
  handler: async (context) => {
    const { mediaType, fileName, documentId } = await visibleDocument(context);
    const content = await findDocumentContent(context.db, documentId);
    if (content === undefined) throw new DomainError('not_found', { resource: 'document' });
    return { file: { content, mediaType, fileName } };
  },
});

export const routes: readonly Route[] = [receive, list, show, download];
