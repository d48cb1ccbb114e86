/**
 * A declined application is looked at once more, by people who have not voted on it. It keeps the versions and the
 * path of its first round; a case that a rule declined takes the path of the lowest grade that has one.
 */
import type { Transaction } from 'kysely';
import { selectPath } from '../../domain/approval/authority.ts';
import { matrixFactsOf } from '../../domain/approval/matrix-facts.ts';
import { addDays } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { toWireMoney } from '../../domain/money.ts';
import { lastRound, reconsiderationDays } from '../../domain/origination/case-clocks.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { exceptionsOf, type DecisionRecord } from '../../domain/origination/decision.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import {
  findLatestSubmission,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import {
  findApprovalOfRound,
  openApproval,
  type Approval,
  type NewApproval,
} from '../../db/queries/approvals.ts';
import { listAssessments } from '../../db/queries/assessments.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { readBasisAmount } from '../../db/queries/exposure.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { pinsOf, readPinned } from '../../db/queries/policy-contents.ts';
import { openProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { applicationWorkflowId, startApplication } from '../../workflows/messages.ts';
import { lockVisible } from './applications.ts';
import { momentOf, type Caller } from './caller.ts';

/** Any grade above the one that a rule declines leads to people. */
const gradeOfDeclinedByRule = 'D';

/** @throws DomainError `not_found`, `illegal_transition`, `reconsidered_before`, `reconsideration_too_late`, `no_matrix_row` */
export async function reconsider(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly applicationId: string; readonly reason: string },
): Promise<Application> {
  const application = await lockVisible(trx, caller, input.applicationId);
  const status = nextState(applicationMachine, application.status, 'reconsider');
  const refusal = refusalOfReconsideration(application, caller.clock.businessDate);
  if (refusal !== null) throw refusal;
  const { applicationId } = application;
  const round = application.round + 1;
  const approval = await openApproval(trx, await nextRound(trx, caller, application, round));
  const saved = await saveApplication(trx, applicationId, {
    status,
    round,
    tier: approval.tier,
    decidedAt: null,
    decidedDate: null,
    submittedAt: caller.clock.now,
  });
  const workflowId = applicationWorkflowId(applicationId, round);
  await openProcess(trx, { workflowId, kind: 'application', subjectId: applicationId });
  await insertOutbox(trx, startApplication(applicationId, round));
  const details = { status, round, reason: input.reason };
  const ids = { applicationId, approvalId: approval.approvalId, actorId: caller.actor.actorId };
  await recordSteps(trx, [{ ...ids, kind: 'application.reconsidered', details }], momentOf(caller));
  return saved;
}

/** Why a declined application is not looked at again today; null when it may be. */
export function refusalOfReconsideration(
  { round, decidedDate, changedDate }: Application,
  today: string,
): DomainError | null {
  if (round >= lastRound) return new DomainError('reconsidered_before', { round });
  const latestDate = addDays(decidedDate ?? changedDate, reconsiderationDays);
  return today > latestDate ? new DomainError('reconsideration_too_late', { latestDate }) : null;
}

async function nextRound(
  trx: Transaction<DB>,
  caller: Caller,
  application: Application,
  round: number,
): Promise<NewApproval> {
  const { applicationId } = application;
  const first = await findApprovalOfRound(trx, applicationId, application.round);
  const path = first ?? (await pathOfDeclinedByRule(trx, application));
  const submission = await findLatestSubmission(trx, applicationId);
  return {
    ...path,
    subjectId: applicationId,
    round,
    workflowId: applicationWorkflowId(applicationId, round),
    facts: { ...path.facts, submissionNumber: submission!.number },
    openedAt: caller.clock.now,
  };
}

async function pathOfDeclinedByRule(
  trx: Transaction<DB>,
  application: Application,
): Promise<Pick<Approval, 'matrixVersionId' | 'tier' | 'path' | 'facts'>> {
  const pins = pinsOf(application);
  const { matrix, product } = await readPinned(trx, pins);
  const asked = matrixFactsOf(application, product, {
    amount: await readBasisAmount(trx, matrix.amountBasis, application),
    unitIds: await readUnitIds(trx, application.branchId),
    grade: gradeOfDeclinedByRule,
    exceptions: exceptionsOf(await lastAssessment(trx, application.applicationId)),
  });
  const choice = selectPath(matrix, asked);
  if (choice.kind === 'declined') {
    const { amount, customerType } = asked;
    const facts = { amount, grade: gradeOfDeclinedByRule, product: product.code };
    throw new DomainError('no_matrix_row', { ...facts, customerType });
  }
  const { minDistinctApprovers, tier, path, rowId } = choice;
  const facts = {
    submissionNumber: 1,
    minDistinctApprovers,
    amount: toWireMoney(asked.amount),
    rowId,
  };
  return { matrixVersionId: pins.matrixVersionId, tier, path, facts };
}

/** What the case broke when it was declined; a case that was never assessed broke nothing. */
async function lastAssessment(
  trx: Transaction<DB>,
  applicationId: string,
): Promise<Pick<DecisionRecord, 'rules' | 'reasons'>> {
  const [last] = await listAssessments(trx, applicationId);
  return { rules: (last?.rules ?? []) as DecisionRecord['rules'], reasons: last?.reasons ?? [] };
}
