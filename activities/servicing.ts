/**
 * The timed life of a loan. A look takes into account what people did since the last one: payments received, changes
 * confirmed. A step does what one date asks for, with that date's own business date and only once. Both end by
 * saying when the loan must be looked at next.
 */
import type { Kysely, Transaction } from 'kysely';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import { readStepBasis, type StepBasis } from '../db/queries/loan-steps.ts';
import { lockLoan, type Loan } from '../db/queries/loans.ts';
import { saveNextWake } from '../db/queries/processes.ts';
import { sumRefundsInFlight } from '../db/queries/refunds.ts';
import type { DB } from '../db/tables.ts';
import { addMs, localInstant } from '../domain/instant.ts';
import { datedRules } from '../domain/schedule/dated-fees.ts';
import { defaultBuckets } from '../domain/servicing/buckets.ts';
import { daysUntilRefund } from '../domain/servicing/held-credit.ts';
import { nextStep, stepTime, type LoanStep } from '../domain/servicing/steps.ts';
import { loanWorkflowId, type DueStep, type Position } from '../workflows/messages.ts';
import { applyNews } from './servicing/apply-news.ts';
import { moveDueDates } from './servicing/move-due-dates.ts';
import { repriceLoan } from './servicing/reprice-loan.ts';
import { takeStep, toStep } from './servicing/take-step.ts';

export type ServicingDependencies = { readonly db: Kysely<DB> };

export function createServicingActivities({ db }: ServicingDependencies) {
  return {
    /**
     * Payments and changes that are not yet part of the loan become so, and so do published rates that came after the
     * day they price; without any, only the next date is found.
     */
    lookAtLoan: (loanId: string): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const loan = await lockLoan(trx, loanId);
        if (loan === undefined) return ended;
        const clock = await readClock(trx);
        const told = await applyNews(trx, await moveDueDates(trx, loan, clock), clock);
        const priced = await repriceLoan(trx, told, { date: clock.businessDate, clock });
        return savePosition(trx, priced, clock);
      }),

    /** At least once: a second attempt finds the step taken and answers with where the loan stands. */
    runLoanStep: (loanId: string, due: DueStep): Promise<Position> =>
      db.transaction().execute(async (trx) => {
        const loan = await lockLoan(trx, loanId);
        if (loan === undefined) return ended;
        const clock = await readClock(trx);
        return savePosition(trx, await takeStep(trx, loan, { step: toStep(due), clock }), clock);
      }),
  };
}

const ended: Position = { status: 'ended', nextAt: null, next: null };

async function savePosition(
  trx: Transaction<DB>,
  loan: Loan,
  clock: BusinessClock,
): Promise<Position> {
  const position = await findNext(trx, loan, clock);
  await saveNextWake(trx, loanWorkflowId(loan.loanId), position);
  return position;
}

/**
 * A closed loan has ended once no payment can come back and no money of its borrower is held or on its way back; a
 * written-off one waits for what is recovered.
 */
async function hasEnded(
  trx: Transaction<DB>,
  { loanId, status }: Loan,
  { creditSinceDate }: StepBasis,
): Promise<boolean> {
  if (status !== 'closed' || creditSinceDate !== null) return false;
  return (await sumRefundsInFlight(trx, loanId)) === 0n;
}

async function findNext(trx: Transaction<DB>, loan: Loan, clock: BusinessClock): Promise<Position> {
  const basis = await readStepBasis(trx, loan.loanId);
  const step = nextStep({
    ...basis,
    openedDate: loan.openedDate,
    isActive: loan.status === 'active',
    closedDate: loan.status === 'closed' ? loan.closedDate : null,
    reminderDays: loan.reminderPlan.reminders.map(({ daysBefore }) => daysBefore),
    penaltyGraceDays: loan.terms.penalty.graceDays,
    bucketStarts: defaultBuckets.map(({ fromDays }) => fromDays),
    creditRefundDays: daysUntilRefund(loan.creditRefund),
    drawUntilDate: loan.drawUntilDate,
    floating: loan.terms.floating ?? null,
    datedFees: datedRules(loan.terms.fees),
  });
  if (step === null && (await hasEnded(trx, loan, basis))) return ended;
  if (step === null) return { status: 'open', nextAt: null, next: null };
  return { status: 'open', nextAt: instantOf(step, loan, clock), next: toDueStep(step) };
}

function toDueStep({ kind, installmentNumber, date }: LoanStep): DueStep {
  return { kind, businessDate: date, detail: String(installmentNumber) };
}

/** A million loans on one instant are a queue: in real operation each waits up to a quarter of an hour of its own. */
function instantOf(step: LoanStep, { loanId }: Loan, { mode, timeZone }: BusinessClock): string {
  const at = localInstant(step.date, stepTime(step.kind), timeZone);
  return mode === 'training' ? at : addMs(at, parseInt(loanId.slice(-6), 16) % spreadMs);
}

const spreadMs = 15 * 60_000;
