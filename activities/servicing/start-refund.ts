/** A refund that has been decided goes to the payment rail: its row, its process and the line that starts it. */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { openProcess } from '../../db/queries/processes.ts';
import { insertRefund } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import { toWireMoney } from '../../domain/money.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { refundWorkflowId, startRefund } from '../../workflows/messages.ts';

export type RefundPeople = {
  readonly requestedBy: string | null;
  readonly confirmedBy: string | null;
};

/** One refund for each event of the kind that goes over the rail; other events are left alone. */
export async function startRefunds(
  trx: Transaction<DB>,
  loanId: string,
  added: readonly LoanEvent[],
  { clock, peopleOf }: { clock: BusinessClock; peopleOf: (refundId: string) => RefundPeople },
): Promise<void> {
  for (const event of added) {
    if (event.kind !== 'refund' || event.refundId === undefined) continue;
    const { refundId, amount } = event;
    const people = peopleOf(refundId);
    await insertRefund(trx, {
      refundId,
      loanId,
      loanEventId: event.eventId,
      amount,
      ...people,
      releasedAt: clock.now,
    });
    const workflowId = refundWorkflowId(refundId);
    await openProcess(trx, { workflowId, kind: 'refund', subjectId: refundId });
    await insertOutbox(trx, startRefund(refundId));
    await insertAudit(trx, {
      actorId: people.confirmedBy ?? people.requestedBy,
      action: 'refund.released',
      subjectType: 'refund',
      subjectId: refundId,
      after: { loanId, amount: toWireMoney(amount) },
      businessDate: clock.businessDate,
    });
  }
}
