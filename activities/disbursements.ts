/**
 * One disbursement from its release to the rail's answer. The row says what was tried before it is tried: a transfer
 * is `sending` before the rail is called, so that a crash leaves a question to the rail and never a second order.
 */
import type { Kysely, Transaction } from 'kysely';
import { saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import {
  disbursementWorkflowId,
  railStepKinds,
  type DueStep,
  type Position,
} from '../workflows/messages.ts';
import { lockCase, moveDisbursement, settle, type LockedCase } from './disbursements/outcome.ts';
import { tellOutcome } from './disbursements/disbursement-notices.ts';
import { askLater, ended, sendNow } from './transfers.ts';

export type DisbursementDependencies = { readonly db: Kysely<DB> };

export function createDisbursementActivities({ db }: DisbursementDependencies) {
  return {
    /** Settles what the rail has answered, and says when it must be called or asked. */
    lookAtDisbursement: (disbursementId: string): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const locked = await lockCase(trx, disbursementId);
        if (locked === undefined) return ended;
        await settle(trx, locked);
        await tellOutcome(trx, locked);
        return savePosition(trx, locked);
      }),

    /** The one step that is not the rail's: a call has ended and nobody knows how. */
    runDisbursementStep: (disbursementId: string, due: DueStep): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const locked = await lockCase(trx, disbursementId);
        if (locked === undefined) return ended;
        if (due.kind !== railStepKinds.loseAnswer) return savePosition(trx, locked);
        const disbursement = await moveDisbursement(trx, locked, 'lose_answer');
        return savePosition(trx, { ...locked, disbursement });
      }),
  };
}

async function savePosition(trx: Transaction<DB>, locked: LockedCase): Promise<Position> {
  const position = positionOf(locked);
  const workflowId = disbursementWorkflowId(locked.disbursement.disbursementId);
  await saveNextWake(trx, workflowId, position);
  return position;
}

function positionOf({ disbursement, clock }: LockedCase): Position {
  switch (disbursement.status) {
    case 'requested':
      return { status: 'open', nextAt: null, next: null };
    case 'released':
      return sendNow(clock);
    case 'sending':
    case 'unknown':
      return askLater(disbursement.queryCount, clock);
    case 'confirmed':
    case 'refused':
    case 'cancelled':
      return ended;
  }
}
