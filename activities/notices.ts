/**
 * Notices are rows before they are messages: the step that causes one writes it in its own transaction, in the
 * reader's language, and a lost SMS can never fail an approval. The sender loop runs beside the workflows.
 */
import type { Transaction } from 'kysely';
import type { IsoDate } from '../domain/calendar.ts';
import { insertNotices, type NewNotice, type NoticeChannel } from '../db/queries/notices.ts';
import type { DB } from '../db/tables.ts';
import { readNoticeTexts } from '../db/queries/notice-templates.ts';
import { noticeText, type Language, type NoticeTexts } from '../locales/catalogue.ts';
import type { NoticeParams, NoticeTemplate } from '../locales/notice-params.ts';

type Reader =
  | { readonly customerId: string; readonly officerId?: never }
  | { readonly officerId: string; readonly customerId?: never };

export type NoticeRequest<T extends NoticeTemplate> = Reader & {
  /** A path of business nouns, channel last: `loan/<loanId>/reminder/<number>/T-3/sms`. */
  readonly businessKey: string;
  readonly template: T;
  readonly channel: NoticeChannel;
  /** The reader's: `customer.language`; officers read the house's, zh-CN. */
  readonly language: Language;
  readonly params: NoticeParams<T>;
  readonly businessDate: IsoDate;
  readonly loanId?: string;
  readonly caseId?: string;
  readonly applicationId?: string;
};

/** Any notice, its facts checked against its own template where it is written down. */
export type AnyNoticeRequest = { [T in NoticeTemplate]: NoticeRequest<T> }[NoticeTemplate];

/** Writes one notice in the transaction of the step that causes it; a repeated step writes it once. */
export async function queueNotice<T extends NoticeTemplate>(
  trx: Transaction<DB>,
  request: NoticeRequest<T>,
): Promise<void> {
  await insertNotices(trx, [render(request, await readNoticeTexts(trx))]);
}

/** Several notices in one statement. */
export async function queueNotices(
  trx: Transaction<DB>,
  requests: readonly AnyNoticeRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  const texts = await readNoticeTexts(trx);
  await insertNotices(
    trx,
    requests.map((request) => render(request as NoticeRequest<NoticeTemplate>, texts)),
  );
}

/**
 * The row of a notice that nothing withholds.
 * @param texts the words in force, from `readNoticeTexts`
 */
export function render<T extends NoticeTemplate>(
  request: NoticeRequest<T>,
  texts: NoticeTexts,
): NewNotice {
  const { subject, body } = noticeText(request.language, request.template, request.params, texts);
  return {
    businessKey: request.businessKey,
    customerId: request.customerId ?? null,
    officerId: request.officerId ?? null,
    loanId: request.loanId ?? null,
    caseId: request.caseId ?? null,
    applicationId: request.applicationId ?? null,
    template: request.template,
    channel: request.channel,
    language: request.language,
    subject,
    body,
    businessDate: request.businessDate,
    status: 'queued',
    decision: null,
  };
}
