/**
 * A transfer whose answer was lost and that the rail cannot find: a person looks at the account statement and says
 * what happened. Not the one who released it; and only while nobody knows.
 */
import type { Transaction } from 'kysely';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { saveDisbursement, type Disbursement } from '../../db/queries/disbursements.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { disbursementMachine } from '../../domain/origination/disbursement-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import { tellRailAnswered } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { lockBoth } from './disbursements.ts';

export type ReconciliationInput = {
  readonly disbursementId: string;
  readonly outcome: 'confirmed' | 'refused';
  /** The booking's reference on the statement, or the code of the refusal. */
  readonly reference: string;
  /** The day the money was booked; today unless given. */
  readonly effectiveDate?: IsoDate | undefined;
  readonly comment: string;
};

/** @throws DomainError `not_found`, `illegal_transition`, `money_in_flight`, `four_eyes`, `date_in_future` */
export async function reconcileDisbursement(
  trx: Transaction<DB>,
  caller: Caller,
  input: ReconciliationInput,
): Promise<Disbursement> {
  const { application, disbursement } = await lockBoth(trx, caller, input.disbursementId);
  const { businessDate } = caller.clock;
  const officerId = caller.actor.actorId;
  const event = input.outcome === 'confirmed' ? 'confirm' : 'refuse';
  const status = nextState(disbursementMachine, disbursement.status, event);
  const effectiveDate = input.effectiveDate ?? businessDate;
  // A call may be waiting for its answer at this moment.
  if (disbursement.status === 'sending')
    throw new DomainError('money_in_flight', { disbursementId: input.disbursementId });
  if (disbursement.releasedBy === officerId) throw new DomainError('four_eyes', { officerId });
  if (effectiveDate > businessDate)
    throw new DomainError('date_in_future', { date: effectiveDate, businessDate });
  const change =
    input.outcome === 'confirmed'
      ? { status, railReference: input.reference, effectiveDate }
      : { status, refusalCode: input.reference };
  const saved = await saveDisbursement(trx, input.disbursementId, change);
  await insertOutbox(trx, tellRailAnswered(input.disbursementId));
  const step = {
    kind: 'disbursement.reconciled',
    applicationId: application.applicationId,
    actorId: officerId,
    details: {
      disbursementId: input.disbursementId,
      outcome: input.outcome,
      reference: input.reference,
      comment: input.comment,
    },
  };
  await recordSteps(trx, [step], momentOf(caller));
  return saved;
}
