/** A collection case as people see it: names masked, amounts as text, days past due as of today. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { addDays } from '../domain/calendar.ts';
import { channels } from '../domain/collections/contact-policy.ts';
import { resultRules } from '../domain/collections/contact-results.ts';
import { decideContact } from '../domain/collections/decide-contact.ts';
import { defaultLadder, nextLadderStep } from '../domain/collections/ladder.ts';
import { defaultPromiseRules, latestPromiseDate } from '../domain/collections/promise.ts';
import { DomainError } from '../domain/errors.ts';
import { maskName } from '../domain/masks.ts';
import { money, toWireMoney } from '../domain/money.ts';
import { today, type QueuedCase } from '../db/queries/case-queue.ts';
import {
  findCase,
  listCustomerLoans,
  listTakenSteps,
  type CollectionCase,
  type TakenStep,
} from '../db/queries/cases.ts';
import type { BusinessClock } from '../db/queries/clock.ts';
import { readContactGround, type ContactGround } from '../db/queries/contact-ground.ts';
import { isStopActive, listContactAttempts, listStops } from '../db/queries/contacts.ts';
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
    phoneMask: _phoneMask,
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

type Listed = z.output<typeof wire.listedCase>;

/** @param grounds by customer, of every case in the list */
export function presentListed(
  found: QueuedCase,
  { grounds, now }: { readonly grounds: ReadonlyMap<string, ContactGround>; readonly now: string },
): Listed {
  const { openPromise, lastOutcome, lastResult, lastAttemptAt, brokenCount, ...rest } = found;
  const ground = grounds.get(found.customerId);
  return {
    ...presentHead(rest),
    openPromise: openPromise && { ...openPromise, amount: toWireMoney(openPromise.amount) },
    lastOutcome: lastOutcome as Listed['lastOutcome'],
    lastResult: lastResult as Listed['lastResult'],
    lastAttemptAt,
    brokenCount,
    flags: ground?.facts.stops.map(({ flag }) => flag) ?? [],
    call:
      ground === undefined || !isRunning(found)
        ? null
        : judge(found, ground, { now, channel: 'voice', subject: 'debtor' }),
  };
}

function isRunning({ status }: Pick<CollectionCase, 'status'>): boolean {
  return status === 'open' || status === 'suspended';
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
  const isOpen = isRunning(found);
  const { bucket } = found;
  const { maxParts } = defaultPromiseRules;
  return {
    ...presentHead(found),
    phoneMask: found.phoneMask === '' ? null : found.phoneMask,
    ladder: ladderOf(found, steps),
    results: resultRules.map((rule) => ({
      ...rule,
      channels: [...rule.channels],
      subjects: [...rule.subjects],
      asks: [...rule.asks],
    })),
    promiseRules: {
      earliestDate: businessDate,
      latestDate: latestPromiseDate({ businessDate, bucket }, defaultPromiseRules),
      maxParts,
    },
    loans: loans.map(({ overdueMinor, currency: _currency, ...loan }) => ({
      ...loan,
      overdue: toWireMoney(money(loan.daysPastDue > 0 ? overdueMinor : 0n, currency)),
    })),
    promises: (await listPromises(db, caseId)).map(presentPromise),
    attempts: await presentAttempts(db, caseId),
    stops: stops.map((stop) => ({ ...stop, isActive: isStopActive(stop, businessDate) })),
    contactability: isOpen ? await presentContactability(db, found, clock) : [],
    steps: steps.map(({ kind, ...step }) => ({ step: kind, ...step })),
    actions: isOpen ? actionsFor(actor, ['collection-case.work', 'collection-case.assign']) : [],
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
      result: attempt.result as z.output<typeof wire.attempt>['result'],
    }),
  );
}

/** About collection: the debtor on every channel, others by voice. */
async function presentContactability(
  db: Kysely<DB>,
  found: CollectionCase,
  { now, businessDate }: BusinessClock,
): Promise<Contactability[]> {
  const { customerId } = found;
  const ground = await readContactGround(db, { customerId, businessDate });
  const own = channels.map((channel) => judge(found, ground, { now, channel, subject: 'debtor' }));
  const others = (['guarantor', 'related', 'unrelated'] as const).map((subject) =>
    judge(found, ground, { now, channel: 'voice', subject }),
  );
  return [...own, ...others];
}

type Contactability = z.output<typeof wire.contactability>;
type Asked = Pick<Contactability, 'channel' | 'subject'> & { readonly now: string };

function judge(
  found: CollectionCase,
  ground: ContactGround,
  { now, channel, subject }: Asked,
): Contactability {
  const person = subject === 'debtor' ? null : subject;
  const meant = { at: now, channel, purpose: 'collection', subject, person } as const;
  const request = contactRequest(found, ground, { ...meant, numberKey: null });
  const decision = decideContact(ground.policies, request, ground.history, ground.facts);
  if (decision.outcome === 'allowed')
    return { channel, subject, isAllowed: true, reasons: [], nextAllowedAt: null };
  const reasons = decision.reasons.map((reason) => ({ ...reason, facts: { ...reason.facts } }));
  const { nextAllowedAt } = decision;
  return { channel, subject, isAllowed: false, reasons, nextAllowedAt };
}

type LadderStep = z.output<typeof wire.collectionCase>['ladder'][number];

/** Steps of the oldest due date; what lay behind the case when it opened is left out, not made up for. */
function ladderOf(
  { anchorDate, openedDate, status }: CollectionCase,
  steps: readonly TakenStep[],
): LadderStep[] {
  const taken = steps
    .filter((step) => step.anchorDate === anchorDate)
    .map(({ kind, ...step }) => ({ key: kind, ...step }));
  const ladder = defaultLadder;
  const next =
    anchorDate === null || status !== 'open'
      ? null
      : nextLadderStep({ ladder, anchorDate, openedDate, pausedDays: 0, taken });
  const nextIndex = ladder.steps.findIndex(({ key }) => key === next?.step.key);
  return ladder.steps.map(({ key, channels: ways, performer, offsetDays }, index) => {
    const done = taken.find((step) => step.key === key);
    const common = { step: key, channels: [...ways], performer };
    if (done !== undefined) return { ...common, state: 'done', date: done.stepDate };
    if (index === nextIndex) return { ...common, state: 'next', date: next!.stepDate };
    const isAhead = nextIndex >= 0 && index > nextIndex && anchorDate !== null;
    if (!isAhead) return { ...common, state: 'skipped', date: null };
    return { ...common, state: 'later', date: addDays(anchorDate, offsetDays) };
  });
}
