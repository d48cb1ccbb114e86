/** Files of approved exports, in the parts they were written in, until they expire. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import type { RequestStatus } from '../../domain/approval/request-names.ts';
import type { ApprovalRequest } from './approval-requests.ts';
import type { JobStatus } from './jobs.ts';

export async function insertExportPart(
  trx: Transaction<DB>,
  part: { readonly requestId: string; readonly number: number; readonly content: Buffer },
): Promise<void> {
  await trx
    .insertInto('export_part')
    .values({ request_id: part.requestId, number: part.number, content: part.content })
    .execute();
}

export type ExportFile = {
  readonly requestId: string;
  readonly jobId: string;
  readonly fileName: string;
  readonly rowCount: number;
  readonly expiresAt: Instant;
};

export async function insertExportFile(trx: Transaction<DB>, file: ExportFile): Promise<void> {
  await trx
    .insertInto('export_file')
    .values({
      request_id: file.requestId,
      job_id: file.jobId,
      file_name: file.fileName,
      row_count: file.rowCount,
      expires_at: file.expiresAt,
    })
    .execute();
}

export async function findExportFile(
  db: Kysely<DB>,
  requestId: string,
): Promise<ExportFile | undefined> {
  const row = await db
    .selectFrom('export_file')
    .selectAll()
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return (
    row && {
      requestId: row.request_id,
      jobId: row.job_id,
      fileName: row.file_name,
      rowCount: row.row_count,
      expiresAt: row.expires_at,
    }
  );
}

export type ListedExport = {
  readonly requestId: string;
  readonly number: string;
  readonly content: ApprovalRequest['content'];
  readonly requestStatus: RequestStatus;
  /** Null until it is approved. */
  readonly job: {
    readonly status: JobStatus;
    readonly doneCount: number;
    readonly totalCount: number | null;
  } | null;
  /** Null until it is made. */
  readonly file: Pick<ExportFile, 'fileName' | 'rowCount' | 'expiresAt'> | null;
};

/** Of one person, newest first; only the one where it is named. */
export async function listExports(
  db: Kysely<DB>,
  { requestedBy, requestId, limit }: ExportQuestion,
): Promise<ListedExport[]> {
  let query = db
    .selectFrom('approval_request as request')
    .leftJoin('export_file as file', 'file.request_id', 'request.request_id')
    .leftJoin('job', (join) =>
      join
        .on('job.kind', '=', 'data_export')
        .on('job.subject_id', '=', sql<string>`request.request_id::text`),
    )
    .select(['request.request_id', 'request.number', 'request.content', 'request.status'])
    .select(['job.status as job_status', 'job.done_count', 'job.total_count'])
    .select(['file.file_name', 'file.row_count', 'file.expires_at'])
    .where('request.subject_type', '=', 'data_export')
    .where('request.requested_by_id', '=', requestedBy);
  if (requestId !== undefined) query = query.where('request.request_id', '=', requestId);
  const rows = await query.orderBy('request.requested_at', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    requestId: row.request_id,
    number: row.number,
    content: row.content as ApprovalRequest['content'],
    requestStatus: row.status,
    job: row.job_status && {
      status: row.job_status,
      doneCount: row.done_count!,
      totalCount: row.total_count,
    },
    file:
      row.file_name === null
        ? null
        : { fileName: row.file_name, rowCount: row.row_count!, expiresAt: row.expires_at! },
  }));
}

type ExportQuestion = {
  readonly requestedBy: string;
  readonly requestId?: string;
  readonly limit: number;
};

export async function readExportContent(db: Kysely<DB>, requestId: string): Promise<Buffer> {
  const rows = await db
    .selectFrom('export_part')
    .select('content')
    .where('request_id', '=', requestId)
    .orderBy('number')
    .execute();
  return Buffer.concat(rows.map(({ content }) => content));
}

/** What has expired leaves the house's own disk too; that it was made stays in the record. */
export async function deleteExpiredParts(trx: Transaction<DB>, now: Instant): Promise<void> {
  await trx
    .deleteFrom('export_part')
    .where('request_id', 'in', (query) =>
      query.selectFrom('export_file').select('request_id').where('expires_at', '<', now),
    )
    .execute();
}
