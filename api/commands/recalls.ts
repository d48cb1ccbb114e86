/** 撤回: the originator takes a case back to change it while it is in review; it is handed in again like a returned one. */
import type { Transaction } from 'kysely';
import { assertMayRecall } from '../../domain/approval/task-actions.ts';
import { DomainError } from '../../domain/errors.ts';
import { returnDeadlines } from '../../domain/origination/case-clocks.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { makersOf, saveApplication, type Application } from '../../db/queries/applications.ts';
import { findApprovalOfRound } from '../../db/queries/approvals.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { setDeadlines } from '../../db/queries/stage-deadlines.ts';
import { listStagesOf, saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import { lockVisible } from './applications.ts';
import { momentOf, type Caller } from './caller.ts';

/** @throws DomainError `not_found`, `not_your_action`, `illegal_transition` */
export async function recallApplication(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly applicationId: string; readonly reason: string },
): Promise<Application> {
  const application = await lockVisible(trx, caller, input.applicationId);
  const { applicationId, round, status: from } = application;
  const approval = await findApprovalOfRound(trx, applicationId, round);
  const stages = approval === undefined ? [] : await listStagesOf(trx, approval.approvalId);
  const stage = stages.find(({ status }) => status === 'open');
  const makerIds = makersOf(application);
  const officerId = caller.actor.actorId;
  if (stage === undefined || approval === undefined) {
    const event = 'return';
    throw new DomainError('illegal_transition', {
      subject: 'application',
      from,
      to: 'returned',
      event,
    });
  }
  assertMayRecall({ makerIds, officerId, matter: { kind: 'application', status: from }, stage });
  const { now } = caller.clock;
  await saveStage(trx, stage.stageId, { status: 'returned', verdict: 'return', closedAt: null });
  await setDeadlines(trx, stage.stageId, returnDeadlines(now));
  const status = nextState(applicationMachine, from, 'return');
  const details = { status, reason: input.reason };
  const ids = { applicationId, approvalId: approval.approvalId, stageId: stage.stageId };
  const step = { ...ids, kind: 'application.recalled', actorId: officerId, details };
  await recordSteps(trx, [step], momentOf(caller));
  await insertOutbox(trx, tellApplicationChanged(applicationId, round));
  return saveApplication(trx, applicationId, { status, returnedAt: now });
}
