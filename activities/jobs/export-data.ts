/** Writes an approved export as CSV, some thousand rows a slice, and keeps the file for a few days. */
import type { Transaction } from 'kysely';
import { byteOrderMark, csvLine, exportKeptDays } from '../../domain/data-export.ts';
import { DomainError } from '../../domain/errors.ts';
import { addMs } from '../../domain/instant.ts';
import { maskName } from '../../domain/masks.ts';
import { invariant } from '../../domain/invariant.ts';
import {
  deleteExpiredParts,
  insertExportFile,
  insertExportPart,
} from '../../db/queries/export-files.ts';
import {
  countExportRows,
  exportHeader,
  listExportRows,
  type ExportFilter,
} from '../../db/queries/export-rows.ts';
import type { Job } from '../../db/queries/jobs.ts';
import type { DB } from '../../db/tables.ts';
import type { JobRunner, Slice } from './runners.ts';

const SLICE_ROWS = 2_000;
const dayMs = 86_400_000;

type ExportState = { readonly after: string; readonly part: number };

export const exportData: JobRunner<'keys'> = async (trx, job, { clock }) => {
  const { subjectId: requestId } = job;
  invariant(requestId !== null, 'an export has the request that approved it');
  const filter = job.params['filter'] as unknown as ExportFilter;
  const rowCap = job.params['rowCap'] as number;
  const totalCount = job.totalCount ?? (await countWithin(trx, filter, rowCap));
  const state = job.state as ExportState | null;
  const page = { after: state?.after ?? null, limit: SLICE_ROWS, mask: maskName };
  const { rows, after } = await listExportRows(trx, filter, page);
  const part = (state?.part ?? 0) + 1;
  const head = part === 1 ? byteOrderMark + csvLine(exportHeader(filter.kind)) : '';
  const content = Buffer.from(head + rows.map(csvLine).join(''), 'utf8');
  await insertExportPart(trx, { requestId, number: part, content });
  const doneCount = job.doneCount + rows.length;
  // Rows that came since the count are part of the file as long as the cap allows them.
  assertWithin(doneCount, rowCap);
  const progress = { doneCount, totalCount: Math.max(totalCount, doneCount) };
  if (after !== null) return { done: false, progress: { ...progress, state: { after, part } } };
  return finish(trx, job, { requestId, filter, ...progress }, clock.now);
};

async function countWithin(
  trx: Transaction<DB>,
  filter: ExportFilter,
  rowCap: number,
): Promise<number> {
  const count = await countExportRows(trx, filter);
  assertWithin(count, rowCap);
  return count;
}

/** @throws DomainError `export_too_large` */
function assertWithin(rowCount: number, rowCap: number): void {
  if (rowCount > rowCap) throw new DomainError('export_too_large', { rowCount, rowCap });
}

async function finish(
  trx: Transaction<DB>,
  { jobId }: Job,
  made: {
    readonly requestId: string;
    readonly filter: ExportFilter;
    readonly doneCount: number;
    readonly totalCount: number;
  },
  now: string,
): Promise<Slice> {
  const { requestId, filter, doneCount: rowCount, totalCount } = made;
  const fileName = `${filter.kind.replaceAll('_', '-')}-${now.slice(0, 10)}.csv`;
  const expiresAt = addMs(now, exportKeptDays * dayMs);
  await deleteExpiredParts(trx, now);
  await insertExportFile(trx, { requestId, jobId, fileName, rowCount, expiresAt });
  const progress = { state: null, doneCount: rowCount, totalCount };
  return { done: true, progress, result: { requestId, fileName, rowCount, expiresAt } };
}
