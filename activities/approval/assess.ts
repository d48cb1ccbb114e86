/**
 * The checks between submit and the first stage: score, rules, and the path the pinned matrix gives. A knock-out or a
 * row without a tier declines; everything else goes to people, with the record that tells them why they are asked.
 */
import type { Transaction } from 'kysely';
import { selectPath, type PathChoice } from '../../domain/approval/authority.ts';
import { matrixFactsOf } from '../../domain/approval/matrix-facts.ts';
import { fromWireMoney, toWireMoney, type Money } from '../../domain/money.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import {
  assessApplication,
  exceptionsOf,
  type DecisionRecord,
} from '../../domain/origination/decision.ts';
import { draftOffer } from '../../domain/origination/offer.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { nextState } from '../../domain/state-machine.ts';
import {
  findLatestSubmission,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import {
  findApprovalOfRound,
  openApproval,
  type Approval,
  type ApprovalFacts,
} from '../../db/queries/approvals.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { insertAssessment } from '../../db/queries/assessments.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { readWorkCalendar } from '../../db/queries/calendar.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { findProductReference } from '../../db/queries/reference-rates.ts';
import { readBasisAmount, readDaysPastDue } from '../../db/queries/exposure.ts';
import { pinsOf, readPinned, type Pinned } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';
import { applicationWorkflowId } from '../../workflows/messages.ts';
import { tellApplicant } from './case-notices.ts';
import { tellDeclined } from './decline-notice.ts';

/** How many rows of the schedule the largest installment is looked for in. */
const ratioRowCount = 12;

export type Assessed = { readonly application: Application; readonly approval: Approval | null };

/**
 * Assesses the newest submission of a locked application in the status `submitted`.
 * @returns the approval with its path, or null when the case was declined by rule
 */
export async function assess(
  trx: Transaction<DB>,
  application: Application,
  clock: BusinessClock,
): Promise<Assessed> {
  const submission = await findLatestSubmission(trx, application.applicationId);
  if (submission === undefined) throw new Error('A submitted application has a submission');
  const pins = pinsOf(application);
  const policies = await readPinned(trx, pins);
  const record = await decide(trx, policies, application.customerId, submission.content, clock);
  const { applicationId, round } = application;
  const key = { applicationId, round, submissionNumber: submission.number };
  await insertAssessment(trx, key, record, pins);
  const { matrix, product } = policies;
  const basis = await readBasisAmount(trx, matrix.amountBasis, application);
  const handedIn = { ...application, content: submission.content };
  const facts = matrixFactsOf(handedIn, product, {
    amount: basis,
    unitIds: await readUnitIds(trx, application.branchId),
    grade: record.grade,
    exceptions: exceptionsOf(record),
  });
  const choice = selectPath(matrix, facts);
  const outcome = { record, choice, basis, submissionNumber: submission.number };
  if (record.outcome === 'decline' || choice.kind === 'declined') {
    return { application: await declineByRule(trx, application, outcome, clock), approval: null };
  }
  return startReview(trx, application, { ...outcome, choice }, clock);
}

type Outcome = {
  readonly record: DecisionRecord;
  readonly choice: PathChoice;
  readonly basis: Money;
  readonly submissionNumber: number;
};

async function decide(
  trx: Transaction<DB>,
  { scorecard, product }: Pinned,
  customerId: string,
  data: ApplicationData,
  { businessDate }: BusinessClock,
): Promise<DecisionRecord> {
  return assessApplication({
    card: scorecard,
    product,
    application: data,
    businessDate,
    // No bureau is connected: its rules stay unknown, so that every case goes to people.
    bureau: null,
    isIdentityVerified: isIdentityVerified(data),
    ownDaysPastDue: await readDaysPastDue(trx, customerId, businessDate),
    largestInstallment: await largestInstallment(trx, product, data, businessDate),
    caps: [],
  });
}

/** Somebody looked at the identity card and said whether it holds; null: nobody has looked. */
function isIdentityVerified({ documents }: ApplicationData): boolean | null {
  const card = documents.find(({ kind, isValid }) => kind === 'identity_card' && isValid !== null);
  return card?.isValid ?? null;
}

async function largestInstallment(
  trx: Transaction<DB>,
  product: ProductContent,
  { amount, method, installmentCount, agreedRatePpm }: ApplicationData,
  disbursementDate: string,
): Promise<Money | null> {
  if (amount === null || method === null || installmentCount === null) return null;
  const calendar = await readWorkCalendar(trx);
  const agreed = agreedRatePpm === undefined ? {} : { agreedRatePpm };
  const approved = { amount: fromWireMoney(amount), method, installmentCount, ...agreed };
  const reference = await findProductReference(trx, product, disbursementDate);
  const { schedule } = draftOffer(product, approved, { disbursementDate, calendar, reference });
  const dues = schedule.rows.slice(0, ratioRowCount).map(({ dueMinor }) => dueMinor);
  return { minor: dues.reduce((a, b) => (a > b ? a : b), 0n), currency: schedule.currency };
}

async function declineByRule(
  trx: Transaction<DB>,
  application: Application,
  { record, choice }: Outcome,
  clock: BusinessClock,
): Promise<Application> {
  const { now, businessDate } = clock;
  const status = nextState(applicationMachine, application.status, 'hit_knock_out');
  const reasons = record.reasons.length > 0 ? record.reasons : [`matrix_row:${choice.rowId}`];
  const declined = await saveApplication(trx, application.applicationId, {
    status,
    grade: choice.grade,
    decidedAt: now,
    decidedDate: businessDate,
  });
  const details = { status, reasons: [...reasons], byRule: true };
  await recordSteps(
    trx,
    [assessed(application, record), step(application, 'application.declined', details)],
    { occurredAt: now, businessDate },
  );
  await tellDeclined(trx, declined, reasons, clock);
  return declined;
}

async function startReview(
  trx: Transaction<DB>,
  application: Application,
  outcome: Outcome & { readonly choice: Extract<PathChoice, { kind: 'path' }> },
  clock: BusinessClock,
): Promise<Assessed> {
  const { choice, record } = outcome;
  const { now, businessDate } = clock;
  const status = nextState(applicationMachine, application.status, 'start_review');
  const before = await findApprovalOfRound(trx, application.applicationId, application.round);
  const approval = await openApproval(trx, {
    subjectId: application.applicationId,
    round: application.round,
    workflowId: applicationWorkflowId(application.applicationId, application.round),
    matrixVersionId: pinsOf(application).matrixVersionId,
    tier: choice.tier,
    path: choice.path,
    facts: factsOf(application, outcome),
    openedAt: now,
  });
  const change = { status, grade: choice.grade, tier: choice.tier };
  const reviewed = await saveApplication(trx, application.applicationId, change);
  const details = { ...change, stages: choice.path.map(({ key }) => key), rowId: choice.rowId };
  const steps = [
    assessed(application, record),
    ...retiered(application, before, choice.tier),
    step(application, 'approval.opened', details),
  ];
  await recordSteps(trx, steps, { occurredAt: now, businessDate });
  const notice = { occasion: `${outcome.submissionNumber}`, factsOf: () => ({}) };
  await tellApplicant(trx, reviewed, 'application_submitted', notice, clock);
  return { application: reviewed, approval };
}

/** A case that runs again may have grown, or got another grade: its new tier is written down beside the old one. */
function retiered(application: Application, before: Approval | undefined, to: string): CaseStep[] {
  if (before === undefined || before.tier === to) return [];
  return [step(application, 'approval.retiered', { from: before.tier, to, move: 'run_again' })];
}

function factsOf(
  { amount, content }: Application,
  {
    choice,
    record,
    basis,
    submissionNumber,
  }: Outcome & { readonly choice: Extract<PathChoice, { kind: 'path' }> },
): ApprovalFacts {
  return {
    submissionNumber,
    minDistinctApprovers: choice.minDistinctApprovers,
    amount: toWireMoney(basis),
    requested: toWireMoney(amount),
    grade: choice.grade,
    rowId: choice.rowId,
    product: content.productCode,
    customerType: content.customerType,
    outcome: record.outcome,
    reasons: [...record.reasons],
    exceptions: [...exceptionsOf(record)],
  };
}

function assessed(application: Application, record: DecisionRecord): CaseStep {
  const { outcome, grade, score, reasons } = record;
  return step(application, 'application.assessed', {
    outcome,
    grade,
    score,
    reasons: [...reasons],
  });
}

function step(
  { applicationId, status }: Application,
  kind: string,
  details: NonNullable<CaseStep['details']>,
): CaseStep {
  return { kind, applicationId, actorId: null, before: { status }, details };
}
