/** Data leaves the house as a file when somebody else has approved what for; who fetched it is in the audit trail. */
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import { exportRowCap } from '../../domain/data-export.ts';
import { DomainError } from '../../domain/errors.ts';
import { zero } from '../../domain/money.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { readClock } from '../../db/queries/clock.ts';
import {
  findExportFile,
  listExports,
  readExportContent,
  type ExportFile,
  type ListedExport,
} from '../../db/queries/export-files.ts';
import { countExportRows, type ExportFilter } from '../../db/queries/export-rows.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import type { Actor } from '../context.ts';
import type { newExport } from '../schemas/exports.ts';
import { requestApproval } from './approval-requests.ts';
import type { Caller } from './caller.ts';

/**
 * @throws DomainError `permission_denied` for names in full without the right, `export_too_large` above the cap of the roles,
 *   `no_matrix_row`
 */
export async function requestExport(
  trx: Transaction<DB>,
  caller: Caller,
  asked: z.output<typeof newExport>,
): Promise<ListedExport> {
  const { actor, scope } = caller;
  const { purpose, ...rest } = asked;
  if (rest.showsNames && !actor.permissions.has('customer.reveal')) {
    throw new DomainError('permission_denied', { permission: 'customer.reveal' });
  }
  const filter: ExportFilter = { ...rest, scope };
  const rowCap = exportRowCap(actor.roles);
  const rowCount = await countExportRows(trx, filter);
  if (rowCount > rowCap) throw new DomainError('export_too_large', { rowCount, rowCap });
  const { request } = await requestApproval(trx, caller, {
    subjectType: 'data_export',
    subjectId: newId(),
    title: `${rest.kind.replaceAll('_', ' ')}: ${purpose}`,
    content: { purpose, filter: { ...filter } as unknown as Json, rowCap, rowCount },
    amount: zero('CNY'),
    customerId: null,
  });
  return readOwnExport(trx, actor, request.requestId);
}

/** An export is its requester's. @throws DomainError `not_found` */
export async function readOwnExport(
  db: Kysely<DB>,
  { actorId: requestedBy }: Actor,
  requestId: string,
): Promise<ListedExport> {
  const [found] = await listExports(db, { requestedBy, requestId, limit: 1 });
  if (found === undefined) throw new DomainError('not_found', { resource: 'export' });
  return found;
}

/** @throws DomainError `not_found`, `export_not_ready`, `export_expired` */
export async function fetchExport(
  db: Kysely<DB>,
  actor: Actor,
  { exportId, requestId }: { readonly exportId: string; readonly requestId: string },
): Promise<ExportFile & { readonly content: Buffer }> {
  const { requestStatus: status } = await readOwnExport(db, actor, exportId);
  return db.transaction().execute(async (trx) => {
    const file = await findExportFile(trx, exportId);
    if (file === undefined) throw new DomainError('export_not_ready', { status });
    const { now, businessDate } = await readClock(trx);
    const { expiresAt, fileName, rowCount } = file;
    if (expiresAt < now) throw new DomainError('export_expired', { expiresAt });
    await insertAudit(trx, {
      actorId: actor.actorId,
      action: 'export.fetched',
      subjectType: 'approval_request',
      subjectId: exportId,
      after: { fileName, rowCount },
      businessDate,
      requestId,
    });
    return { ...file, content: await readExportContent(trx, exportId) };
  });
}
