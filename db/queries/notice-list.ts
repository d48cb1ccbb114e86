/** Notices as people read them. */
import { sql, type Kysely } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import type { NoticeChannel, NoticeStatus } from './notices.ts';
import type { Scope } from './scope.ts';

export type ListedNotice = {
  readonly noticeId: string;
  readonly customerId: string | null;
  readonly officerId: string | null;
  readonly loanId: string | null;
  readonly caseId: string | null;
  readonly applicationId: string | null;
  readonly template: string;
  readonly channel: NoticeChannel;
  readonly language: 'zh-CN' | 'en';
  readonly subject: string;
  readonly body: string;
  readonly businessDate: IsoDate;
  readonly status: NoticeStatus;
  readonly decision: Record<string, unknown> | null;
  readonly sentAt: Instant | null;
  readonly failure: string | null;
};

export type NoticeFilter = {
  readonly scope: Scope;
  /** The officer who asks: their own notices are always theirs to read. */
  readonly readerId: string;
  readonly isMine: boolean;
  readonly customerId?: string | undefined;
  readonly officerId?: string | undefined;
  readonly loanId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly template?: string | undefined;
  readonly channel?: NoticeChannel | undefined;
  readonly status?: NoticeStatus | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Newest first. A borrower sees what was written to them, staff also what customers of their branches were told. */
export async function listNotices(
  db: Kysely<DB>,
  filter: NoticeFilter,
): Promise<{ notices: ListedNotice[]; total: number }> {
  const query = filtered(db, filter);
  const { total } = await query.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('notice')
    .orderBy('created_at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  const notices = rows.map((row) => ({
    noticeId: row.notice_id,
    customerId: row.customer_id,
    officerId: row.officer_id,
    loanId: row.loan_id,
    caseId: row.case_id,
    applicationId: row.application_id,
    template: row.template,
    channel: row.channel,
    language: row.language,
    subject: row.subject,
    body: row.body,
    businessDate: row.business_date,
    status: row.status,
    decision: row.decision,
    sentAt: row.sent_at,
    failure: row.failure,
  }));
  return { notices, total: Number(total) };
}

function filtered(db: Kysely<DB>, filter: NoticeFilter) {
  let query = db.selectFrom('notice').where(isReadable(filter));
  if (filter.isMine) query = query.where('officer_id', '=', filter.readerId);
  if (filter.customerId !== undefined) query = query.where('customer_id', '=', filter.customerId);
  if (filter.officerId !== undefined) query = query.where('officer_id', '=', filter.officerId);
  if (filter.loanId !== undefined) query = query.where('loan_id', '=', filter.loanId);
  if (filter.caseId !== undefined) query = query.where('case_id', '=', filter.caseId);
  if (filter.applicationId !== undefined)
    query = query.where('application_id', '=', filter.applicationId);
  if (filter.template !== undefined) query = query.where('template', '=', filter.template);
  if (filter.channel !== undefined) query = query.where('channel', '=', filter.channel);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  return query;
}

function isReadable({ scope, readerId }: NoticeFilter) {
  if ('customerId' in scope) return sql<boolean>`notice.customer_id = ${scope.customerId}`;
  if (scope.branches === 'all') return sql<boolean>`true`;
  return sql<boolean>`(notice.officer_id = ${readerId} or notice.customer_id in
    (select customer_id from customer where branch_id = any(${scope.branches}::uuid[])))`;
}
