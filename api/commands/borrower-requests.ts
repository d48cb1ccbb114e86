/**
 * A borrower asks for relief, complains or asks; the branch answers by a day that is named at once. While hardship or a
 * complaint is looked into, collection stops contact, and the borrower is told until when.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findBorrowerRequest,
  insertBorrowerRequest,
  lockBorrowerRequest,
  saveBorrowerRequest,
  type BorrowerRequest,
} from '../../db/queries/borrower-requests.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import { recordHappenings } from '../../db/queries/case-events.ts';
import { lockRunningCase } from '../../db/queries/cases.ts';
import { insertStop } from '../../db/queries/contacts.ts';
import { isApplicationOf } from '../../db/queries/documents.ts';
import { insertNotices } from '../../db/queries/notices.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { maskName } from '../../domain/masks.ts';
import {
  answerDueDate,
  contactStopEnd,
  defaultAnswerRules,
  isRequestOpen,
  type BorrowerRequestKind,
  type RequestOutcome,
} from '../../domain/servicing/borrower-requests.ts';
import { readNoticeTexts } from '../../db/queries/notice-templates.ts';
import { noticeText } from '../../locales/catalogue.ts';
import { tellCaseChanged } from '../../workflows/messages.ts';
import { visibleLoan } from '../loan-state.ts';
import { momentOf, type Caller } from './caller.ts';
import { visibleCustomer } from './customers.ts';

export type RequestInput = {
  readonly kind: BorrowerRequestKind;
  readonly loanId: string | null;
  readonly applicationId: string | null;
  readonly reason: string | null;
  readonly proposal: string | null;
  readonly body: string;
};

/** @throws DomainError `not_found` for a loan or an application of somebody else */
export async function makeBorrowerRequest(
  trx: Transaction<DB>,
  caller: Caller,
  customerId: string,
  input: RequestInput,
): Promise<BorrowerRequest> {
  const { clock, scope } = caller;
  const { branchId } = await visibleCustomer(trx, scope, customerId);
  await assertOwnSubject(trx, caller, customerId, input);
  const requestedDate = clock.businessDate;
  const calendar = await readWorkCalendar(trx);
  const contactStoppedUntil = contactStopEnd(input.kind, requestedDate, defaultAnswerRules);
  const borrowerRequestId = await insertBorrowerRequest(trx, {
    ...input,
    customerId,
    branchId,
    dueDate: answerDueDate(input.kind, requestedDate, { calendar, rules: defaultAnswerRules }),
    contactStoppedUntil,
    requestedDate,
    requestedAt: clock.now,
  });
  const request = await findBorrowerRequest(trx, scope, borrowerRequestId);
  invariant(request !== undefined, 'a request just written can be read');
  if (contactStoppedUntil !== null) await stopContact(trx, caller, request, contactStoppedUntil);
  await tellManager(trx, caller, request);
  await audit(trx, caller, request, 'borrower_request.made');
  return request;
}

async function assertOwnSubject(
  trx: Transaction<DB>,
  { scope }: Caller,
  customerId: string,
  { loanId, applicationId }: RequestInput,
): Promise<void> {
  if (loanId !== null) await visibleLoan(trx, scope, loanId);
  if (applicationId === null || (await isApplicationOf(trx, applicationId, customerId))) return;
  throw new DomainError('not_found', { resource: 'application' });
}

/** Belongs to the customer; a running case is told, so that its next step waits. */
async function stopContact(
  trx: Transaction<DB>,
  caller: Caller,
  { customerId, kind, number, requestedDate }: BorrowerRequest,
  untilDate: string,
): Promise<void> {
  const { actorId } = caller.actor;
  const found = await lockRunningCase(trx, customerId);
  const flag = kind === 'complaint' ? 'complaint' : 'hardship';
  await insertStop(trx, {
    customerId,
    caseId: found?.caseId ?? null,
    flag,
    reason: number,
    setBy: actorId,
    startsDate: requestedDate,
    untilDate,
  });
  if (found === undefined) return;
  const { caseId } = found;
  const details = { flag, reason: number, untilDate };
  const happening = { kind: 'contact.stopped', caseId, actorId, details };
  await recordHappenings(trx, [happening], momentOf(caller));
  await insertOutbox(trx, tellCaseChanged(caseId));
}

/** Work for the account manager: the request stands in the branch's list, and a notice says so. */
async function tellManager(
  trx: Transaction<DB>,
  { clock, scope }: Caller,
  request: BorrowerRequest,
): Promise<void> {
  const { accountManagerId, name, kind } = await visibleCustomer(trx, scope, request.customerId);
  const language = 'zh-CN';
  const { subject, body } = noticeText(
    language,
    'borrower_request_made',
    {
      requestNumber: request.number,
      customerName: kind === 'person' ? maskName(name) : name,
      dueDate: request.dueDate,
    },
    await readNoticeTexts(trx),
  );
  await insertNotices(trx, [
    {
      ...unsent(request),
      businessKey: `borrower-request/${request.borrowerRequestId}/made/console`,
      customerId: null,
      officerId: accountManagerId,
      template: 'borrower_request_made',
      channel: 'console',
      language,
      subject,
      body,
      businessDate: clock.businessDate,
    },
  ]);
}

export type RequestAnswer = {
  readonly borrowerRequestId: string;
  readonly outcome: RequestOutcome;
  readonly text: string | null;
};

/** @throws DomainError `not_found`, `request_not_open`, `comment_required` when an outcome comes without an answer */
export async function answerBorrowerRequest(
  trx: Transaction<DB>,
  caller: Caller,
  { borrowerRequestId, outcome, text }: RequestAnswer,
): Promise<BorrowerRequest> {
  const { actor, clock } = caller;
  const before = await lockOpen(trx, caller, borrowerRequestId);
  if (outcome === 'under_review') {
    await saveBorrowerRequest(trx, borrowerRequestId, { status: outcome });
  } else {
    if (text === null) throw new DomainError('comment_required', { minLength: 1 });
    const answer = { text, answeredBy: actor.actorId, answeredAt: clock.now };
    await saveBorrowerRequest(trx, borrowerRequestId, { status: outcome, answer });
    await tellBorrower(trx, caller, before);
  }
  return afterwards(trx, caller, borrowerRequestId, 'borrower_request.answered');
}

async function tellBorrower(
  trx: Transaction<DB>,
  { clock, scope }: Caller,
  request: BorrowerRequest,
): Promise<void> {
  const { language, name } = await visibleCustomer(trx, scope, request.customerId);
  const { subject, body } = noticeText(
    language,
    'borrower_request_answered',
    {
      requestNumber: request.number,
      customerName: name,
    },
    await readNoticeTexts(trx),
  );
  await insertNotices(trx, [
    {
      ...unsent(request),
      businessKey: `borrower-request/${request.borrowerRequestId}/answered/sms`,
      customerId: request.customerId,
      officerId: null,
      template: 'borrower_request_answered',
      channel: 'sms',
      language,
      subject,
      body,
      businessDate: clock.businessDate,
    },
  ]);
}

function unsent({ loanId, applicationId }: BorrowerRequest) {
  return { loanId, applicationId, caseId: null, status: 'queued', decision: null } as const;
}

/** @throws DomainError `not_found`, `request_not_open` */
export async function withdrawBorrowerRequest(
  trx: Transaction<DB>,
  caller: Caller,
  borrowerRequestId: string,
): Promise<BorrowerRequest> {
  await lockOpen(trx, caller, borrowerRequestId);
  await saveBorrowerRequest(trx, borrowerRequestId, { status: 'withdrawn' });
  return afterwards(trx, caller, borrowerRequestId, 'borrower_request.withdrawn');
}

async function lockOpen(
  trx: Transaction<DB>,
  { scope }: Caller,
  borrowerRequestId: string,
): Promise<BorrowerRequest> {
  const found = await lockBorrowerRequest(trx, scope, borrowerRequestId);
  if (found === undefined) throw new DomainError('not_found', { resource: 'borrower_request' });
  const { status } = found;
  if (!isRequestOpen(status)) throw new DomainError('request_not_open', { status });
  return found;
}

async function afterwards(
  trx: Transaction<DB>,
  caller: Caller,
  borrowerRequestId: string,
  action: string,
): Promise<BorrowerRequest> {
  const request = await findBorrowerRequest(trx, caller.scope, borrowerRequestId);
  invariant(request !== undefined, 'a request just written can be read');
  await audit(trx, caller, request, action);
  return request;
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { borrowerRequestId, customerId, number, kind, status, dueDate }: BorrowerRequest,
  action: string,
): Promise<void> {
  await insertAudit(trx, {
    actorId: actor.actorId,
    action,
    subjectType: 'customer',
    subjectId: customerId,
    after: { borrowerRequestId, number, kind, status, dueDate },
    businessDate: clock.businessDate,
    requestId,
  });
}
