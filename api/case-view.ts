/** A collection case as people see it: names masked, amounts as text, days past due as of today. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { channels } from '../domain/collections/contact-policy.ts';
import { decideContact } from '../domain/collections/decide-contact.ts';
import { DomainError } from '../domain/errors.ts';
import { maskName } from '../domain/masks.ts';
import { money, toWireMoney } from '../domain/money.ts';
import { today, type QueuedCase } from '../db/queries/case-queue.ts';
import {
  findCase,
  listCustomerLoans,
  listTakenSteps,
  type CollectionCase,
} from '../db/queries/cases.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import {
  isStopActive,
  listContactAttempts,
  listStops,
  readContactGround,
} from '../db/queries/contacts.ts';
import { listPromises, type PromiseToPay } from '../db/queries/promises.ts';
import { isWithinScope, type Scope } from '../db/queries/scope.ts';
import type { DB } from '../db/tables.ts';
import { actionsFor } from './actions.ts';
import { contactRequest } from './contact-request.ts';
import type { Actor } from './context.ts';
import type * as wire from './schemas/collection-cases.ts';

const shownAttempts = 50;

/** @throws DomainError `not_found` */
export async function visibleCase(
  db: Kysely<DB>,
  scope: Scope,
  { caseId, clock }: { readonly caseId: string; readonly clock: BusinessClock },
): Promise<CollectionCase> {
  const found = await findCase(db, caseId);
  if (found === undefined || !isWithinScope(scope, found))
    throw new DomainError('not_found', { resource: 'collection_case' });
  return today(found, clock.businessDate);
}

export function presentHead(found: CollectionCase) {
  const {
    customerName,
    customerKind,
    language: _language,
    anchorDate: _anchorDate,
    ...rest
  } = found;
  const { overdueMinor, currency, level, ...head } = rest;
  return {
    ...head,
    level: level as z.output<typeof wire.listedCase>['level'],
    customerName: customerKind === 'person' ? maskName(customerName) : customerName,
    overdue: toWireMoney(money(overdueMinor, currency)),
  };
}

export function presentListed(found: QueuedCase): z.output<typeof wire.listedCase> {
  const { openPromise, lastOutcome, lastAttemptAt, ...rest } = found;
  return {
    ...presentHead(rest),
    openPromise: openPromise && { ...openPromise, amount: toWireMoney(openPromise.amount) },
    lastOutcome: lastOutcome as z.output<typeof wire.listedCase>['lastOutcome'],
    lastAttemptAt,
  };
}

export async function presentCase(
  db: Kysely<DB>,
  found: CollectionCase,
  { actor, clock }: { readonly actor: Actor; readonly clock: BusinessClock },
): Promise<z.output<typeof wire.collectionCase>> {
  const { caseId, customerId, openedDate, currency } = found;
  const { businessDate } = clock;
  const loans = await listCustomerLoans(db, customerId, businessDate);
  const stops = await listStops(db, customerId, openedDate);
  const steps = await listTakenSteps(db, caseId);
  const isRunning = found.status === 'open' || found.status === 'suspended';
  return {
    ...presentHead(found),
    loans: loans.map(({ overdueMinor, currency: _currency, ...loan }) => ({
      ...loan,
      overdue: toWireMoney(money(loan.daysPastDue > 0 ? overdueMinor : 0n, currency)),
    })),
    promises: (await listPromises(db, caseId)).map(presentPromise),
    attempts: await presentAttempts(db, caseId),
    stops: stops.map((stop) => ({ ...stop, isActive: isStopActive(stop, businessDate) })),
    contactability: isRunning ? await presentContactability(db, found, clock) : [],
    steps: steps.map(({ kind, ...step }) => ({ step: kind, ...step })),
    actions: isRunning ? actionsFor(actor, ['collection-case.work', 'collection-case.assign']) : [],
  };
}

export function presentPromise(given: PromiseToPay): z.output<typeof wire.promise> {
  const { caseId: _caseId, createdAt: _createdAt, amountMinor, currency, ...rest } = given;
  return { ...rest, amount: toWireMoney(money(amountMinor, currency)) };
}

async function presentAttempts(
  db: Kysely<DB>,
  caseId: string,
): Promise<z.output<typeof wire.attempt>[]> {
  const attempts = await listContactAttempts(db, caseId, shownAttempts);
  return attempts.map(
    ({ caseId: _caseId, subjectId: _subjectId, decision: _decision, ...attempt }) => ({
      ...attempt,
      subject: attempt.subject as z.output<typeof wire.attempt>['subject'],
    }),
  );
}

/** Asked for the debtor, about collection, on every channel. */
export async function presentContactability(
  db: Kysely<DB>,
  found: CollectionCase,
  { now, businessDate }: BusinessClock,
): Promise<z.output<typeof wire.contactability>[]> {
  const { customerId } = found;
  const ground = await readContactGround(db, { customerId, businessDate });
  return channels.map((channel) => {
    const meant = { at: now, channel, purpose: 'collection', subject: 'debtor' } as const;
    const request = contactRequest(found, ground, { ...meant, person: null, numberKey: null });
    const decision = decideContact(ground.policies, request, ground.history, ground.facts);
    if (decision.outcome === 'allowed')
      return { channel, isAllowed: true, reasons: [], nextAllowedAt: null };
    const reasons = decision.reasons.map((reason) => ({ ...reason, facts: { ...reason.facts } }));
    return { channel, isAllowed: false, reasons, nextAllowedAt: decision.nextAllowedAt };
  });
}
