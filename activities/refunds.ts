/**
 * One refund of a credit balance from its release to the rail's answer. The row says what was tried before it is
 * tried, as with a disbursement, so that a crash leaves a question to the rail and never a second order.
 */
import type { Kysely, Transaction } from 'kysely';
import { saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import {
  railStepKinds,
  refundWorkflowId,
  type DueStep,
  type Position,
} from '../workflows/messages.ts';
import { lockRefundOfLoan, moveRefund, settle, type LockedRefund } from './refunds/outcome.ts';
import { tellRefundLost } from './refunds/refund-notices.ts';
import { askLater, ended, sendNow } from './transfers.ts';

export type RefundDependencies = { readonly db: Kysely<DB> };

export function createRefundActivities({ db }: RefundDependencies) {
  return {
    /** Settles what the rail, or a person for it, has answered, and says when it must be called or asked. */
    lookAtRefund: (refundId: string): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const locked = await lockRefundOfLoan(trx, refundId);
        if (locked === undefined) return ended;
        await settle(trx, locked);
        await tellRefundLost(trx, locked);
        return savePosition(trx, locked);
      }),

    /** The one step that is not the rail's: a call has ended and nobody knows how. */
    runRefundStep: (refundId: string, due: DueStep): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const locked = await lockRefundOfLoan(trx, refundId);
        if (locked === undefined) return ended;
        if (due.kind !== railStepKinds.loseAnswer) return savePosition(trx, locked);
        const refund = await moveRefund(trx, locked, 'lose_answer');
        return savePosition(trx, { ...locked, refund });
      }),
  };
}

async function savePosition(trx: Transaction<DB>, locked: LockedRefund): Promise<Position> {
  const position = positionOf(locked);
  await saveNextWake(trx, refundWorkflowId(locked.refund.refundId), position);
  return position;
}

function positionOf({ refund, clock }: LockedRefund): Position {
  switch (refund.status) {
    case 'released':
      return sendNow(clock);
    case 'sending':
    case 'unknown':
      return askLater(refund.queryCount, clock);
    case 'confirmed':
    case 'refused':
    case 'returned':
      return ended;
  }
}
