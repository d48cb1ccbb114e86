/** What people are told about a request, each in their own language; a repeated step writes nothing twice. */
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { businessDateOf, localTimeOf } from '../../domain/instant.ts';
import type { RequestStatus } from '../../domain/approval/request-names.ts';
import type { ApprovalRequest } from '../../db/queries/approval-requests.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listNoticeReaders } from '../../db/queries/officers.ts';
import type { Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { findErrorText } from '../../locales/catalogue.ts';
import { stageName, subjectName } from '../../locales/stage-names.ts';
import { queueNotices } from '../notices.ts';

type SeatTemplate =
  'request_seat_opened' | 'request_reminder' | 'request_escalated' | 'request_process_admin';

export type SeatNotice = {
  readonly template?: SeatTemplate;
  /** Tells two notices of one template apart: the clock's name, or what happened. */
  readonly occasion: string;
  readonly officerIds: readonly string[];
  readonly dueAt: Instant;
};

/** One console notice per officer of a stage; that a seat waits, unless said otherwise. */
export async function tellSeated(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  stage: Pick<Stage, 'stageId' | 'template'>,
  { template = 'request_seat_opened', occasion, officerIds, dueAt }: SeatNotice,
  { businessDate, timeZone }: BusinessClock,
): Promise<void> {
  const readers = await listNoticeReaders(trx, officerIds);
  const due = `${businessDateOf(dueAt, timeZone)} ${localTimeOf(dueAt, timeZone)}`;
  await queueNotices(
    trx,
    readers.map(({ officerId, displayName, language }) => ({
      businessKey: `stage/${stage.stageId}/${template}/${occasion}/${officerId}/console`,
      template,
      channel: 'console' as const,
      language,
      officerId,
      businessDate,
      params: {
        officerName: displayName,
        requestNumber: request.number,
        subjectName: subjectName(language, request.subjectType),
        title: request.title,
        stageName: stageName(language, stage.template.key),
        dueAt: due,
      },
    })),
  );
}

/** Whoever asked hears that it came back, once for each return. */
export async function tellReturned(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  { stageId }: Stage,
  clock: BusinessClock,
): Promise<void> {
  await tellRequester(trx, request, { template: 'request_returned', occasion: stageId }, clock);
}

const outcomes = {
  approved: 'request_approved',
  effective: 'request_effective',
  declined: 'request_declined',
  expired: 'request_expired',
  lapsed: 'request_lapsed',
} as const satisfies { readonly [S in RequestStatus]?: string };
type OutcomeTemplate = (typeof outcomes)[keyof typeof outcomes];

/** What has become of it; nothing is said of what the requester did. */
export async function tellOutcome(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  clock: BusinessClock,
): Promise<void> {
  const { status } = request;
  if (status === 'open' || status === 'returned' || status === 'withdrawn') return;
  await tellRequester(trx, request, { template: outcomes[status], occasion: 'end' }, clock);
}

export async function tellRequester(
  trx: Transaction<DB>,
  request: ApprovalRequest,
  notice: {
    readonly template: OutcomeTemplate | 'request_returned';
    readonly occasion: string;
  },
  { businessDate }: BusinessClock,
): Promise<void> {
  const { template, occasion } = notice;
  const { requestId, requestedBy, outcomeCode } = request;
  const readers = await listNoticeReaders(trx, requestedBy === null ? [] : [requestedBy]);
  await queueNotices(
    trx,
    readers.map(({ officerId, displayName, language }) => ({
      businessKey: `request/${requestId}/${template}/${occasion}/${officerId}/console`,
      template,
      channel: 'console' as const,
      language,
      officerId,
      businessDate,
      params: {
        officerName: displayName,
        requestNumber: request.number,
        subjectName: subjectName(language, request.subjectType),
        title: request.title,
        effectiveDate: request.effectiveDate,
        reason: outcomeCode === null ? '' : (findErrorText(language, outcomeCode) ?? outcomeCode),
      },
    })),
  );
}
