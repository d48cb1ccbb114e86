/** What the rail's answer makes of a disbursement and its application, in one transaction. */
import type { Transaction } from 'kysely';
import {
  lockApplication,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import { readClock, type BusinessClock } from '../../db/queries/clock.ts';
import {
  findAcceptedOffer,
  findDisbursement,
  lockDisbursement,
  saveDisbursement,
  type Disbursement,
  type DisbursementChange,
} from '../../db/queries/disbursements.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import {
  disbursementMachine,
  type DisbursementEvent,
} from '../../domain/origination/disbursement-states.ts';
import { mayFire, nextState } from '../../domain/state-machine.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import type { QueryAnswer } from '../ports/payment-rail.ts';
import { bookLoan } from './book-loan.ts';
import { drawTranche, giveUpTranche } from './draw-tranche.ts';

export type LockedCase = {
  readonly application: Application;
  readonly disbursement: Disbursement;
  readonly clock: BusinessClock;
};

/** The application first, as everything that moves a case does. */
export async function lockCase(
  trx: Transaction<DB>,
  disbursementId: string,
): Promise<LockedCase | undefined> {
  const found = await findDisbursement(trx, disbursementId);
  if (found === undefined) return undefined;
  const application = await lockApplication(trx, found.applicationId);
  const disbursement = await lockDisbursement(trx, disbursementId);
  invariant(application !== undefined && disbursement !== undefined, 'rows are never deleted');
  return { application, disbursement, clock: await readClock(trx) };
}

/** Fires the event if the state knows it; an answer that comes twice changes nothing the second time. */
export async function moveDisbursement(
  trx: Transaction<DB>,
  { disbursement, clock }: LockedCase,
  event: DisbursementEvent,
  change: DisbursementChange = {},
): Promise<Disbursement> {
  if (!mayFire(disbursementMachine, disbursement.status, event)) return disbursement;
  const status = nextState(disbursementMachine, disbursement.status, event);
  const saved = await saveDisbursement(trx, disbursement.disbursementId, { ...change, status });
  await insertAudit(trx, {
    actorId: null,
    action: `disbursement.${verbs[event]}`,
    subjectType: 'disbursement',
    subjectId: saved.disbursementId,
    before: { status: disbursement.status },
    after: { status, railReference: saved.railReference, refusalCode: saved.refusalCode },
    businessDate: clock.businessDate,
  });
  return saved;
}

const verbs = {
  release: 'released',
  cancel: 'cancelled',
  send: 'sent',
  lose_answer: 'answer_lost',
  confirm: 'confirmed',
  refuse: 'refused',
} as const satisfies Record<DisbursementEvent, string>;

/** Writes down what the rail said; a pending transfer stays as it is. */
export async function recordAnswer(
  trx: Transaction<DB>,
  locked: LockedCase,
  answer: QueryAnswer,
): Promise<void> {
  const { disbursement, clock } = locked;
  switch (answer.outcome) {
    case 'confirmed': {
      const change = { railReference: answer.reference, effectiveDate: clock.businessDate };
      return settle(trx, {
        ...locked,
        disbursement: await moveDisbursement(trx, locked, 'confirm', change),
      });
    }
    case 'refused': {
      const change = { refusalCode: answer.code, railReference: answer.reference };
      return settle(trx, {
        ...locked,
        disbursement: await moveDisbursement(trx, locked, 'refuse', change),
      });
    }
    case 'pending':
      if (answer.reference === disbursement.railReference) return;
      await saveDisbursement(trx, disbursement.disbursementId, { railReference: answer.reference });
      return;
    case 'unknown':
    case 'not_found':
      await moveDisbursement(trx, locked, 'lose_answer');
  }
}

/**
 * Confirmed money books the loan, or another part of it; refused money sends the application back to operations, or
 * leaves the loan as it is. Each only once.
 */
export async function settle(trx: Transaction<DB>, locked: LockedCase): Promise<void> {
  const { application, disbursement } = locked;
  const isBooked = application.status === 'booked';
  if (!isBooked && application.status !== 'ready') return;
  if (disbursement.status === 'confirmed') await book(trx, locked);
  if (disbursement.status === 'refused')
    await (isBooked ? giveUpTranche(trx, locked) : sendBack(trx, locked));
}

async function book(trx: Transaction<DB>, locked: LockedCase): Promise<void> {
  const { application } = locked;
  const offer = await findAcceptedOffer(trx, application.applicationId);
  const version = await findVersion(trx, application.productVersionId);
  invariant(offer !== undefined, 'money is paid out on an accepted offer');
  invariant(version !== undefined, 'an application pins a product');
  const booking = { ...locked, offer, product: version.content as ProductContent };
  if (application.status === 'booked') return drawTranche(trx, booking);
  nextState(applicationMachine, application.status, 'book');
  await bookLoan(trx, booking);
}

async function sendBack(trx: Transaction<DB>, locked: LockedCase): Promise<void> {
  const { application, disbursement, clock } = locked;
  const { applicationId, round } = application;
  const status = nextState(applicationMachine, application.status, 'refuse_disbursement');
  await saveApplication(trx, applicationId, { status, changedDate: clock.businessDate });
  await recordSteps(
    trx,
    [
      {
        kind: 'application.disbursement_refused',
        applicationId,
        actorId: null,
        details: { disbursementId: disbursement.disbursementId, code: disbursement.refusalCode },
        before: { status: application.status },
        after: { status },
      },
    ],
    { occurredAt: clock.now, businessDate: clock.businessDate },
  );
  await insertOutbox(trx, tellApplicationChanged(applicationId, round));
}
