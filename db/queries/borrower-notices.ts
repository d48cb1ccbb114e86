/** What was written to one customer, as they read it: the state of sending and reading, nothing of the house. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';
import type { NoticeChannel } from './notices.ts';

export type BorrowerNotice = {
  readonly noticeId: string;
  readonly template: string;
  readonly channel: NoticeChannel;
  readonly language: 'zh-CN' | 'en';
  readonly subject: string;
  readonly body: string;
  readonly businessDate: IsoDate;
  readonly loanId: string | null;
  readonly applicationId: string | null;
  readonly readAt: Instant | null;
};

/** Newest first. A text held back for quiet hours is not written yet; the same text on two channels is one message. */
export async function listBorrowerNotices(
  db: Kysely<DB>,
  customerId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ rows: BorrowerNotice[]; total: number; unreadCount: number }> {
  const messages = db
    .selectFrom('notice')
    .select(sql<string>`min(notice_id::text)::uuid`.as('first_id'))
    .where('customer_id', '=', customerId)
    .where('status', '<>', 'withheld')
    .groupBy([
      sql`coalesce(loan_id, application_id, case_id)`,
      'template',
      'business_date',
      'subject',
      'body',
    ]);
  const query = db.selectFrom('notice').where('notice_id', 'in', messages);
  const counts = await query
    .select([
      sql<bigint>`count(*)`.as('total'),
      sql<bigint>`count(*) filter (where read_at is null)`.as('unread'),
    ])
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(['notice_id', 'template', 'channel', 'language', 'subject', 'body'])
    .select(['business_date', 'loan_id', 'application_id', 'read_at'])
    .orderBy('business_date', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return {
    rows: rows.map((row) => ({
      noticeId: row.notice_id,
      template: row.template,
      channel: row.channel,
      language: row.language,
      subject: row.subject,
      body: row.body,
      businessDate: row.business_date,
      loanId: row.loan_id,
      applicationId: row.application_id,
      readAt: row.read_at,
    })),
    total: Number(counts.total),
    unreadCount: Number(counts.unread),
  };
}

/** False for a notice of somebody else; the first reading counts. */
export async function markNoticeRead(
  trx: Transaction<DB>,
  { customerId, noticeId }: { readonly customerId: string; readonly noticeId: string },
  readAt: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable('notice')
    .set({ read_at: sql<Instant>`coalesce(read_at, ${readAt})` })
    .where('notice_id', '=', noticeId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
