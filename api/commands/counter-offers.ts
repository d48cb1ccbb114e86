/**
 * 变更条件: an approver offers less than was asked, and the case lies with the applicant until they have agreed or
 * refused. Agreed, it goes on in the same stage under the new terms; the tier is looked up again and what comes of it
 * is written down. Refused, the same people decide on what was asked.
 */
import type { Transaction } from 'kysely';
import {
  assertCounterOffer,
  type CounterTerms,
  type RateBounds,
  type TierMove,
} from '../../domain/approval/counter-offer.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { assertOffersTerms } from '../../domain/approval/task-actions.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { nextState } from '../../domain/state-machine.ts';
import { recordSteps, type CaseStep } from '../../db/queries/approval-events.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { openApproval, type Approval } from '../../db/queries/approvals.ts';
import { lockStage, type LockedStage } from '../../db/queries/case-locks.ts';
import {
  endCounterOffer,
  findCounterOffer,
  insertCounterOffer,
  type CounterOffer,
} from '../../db/queries/counter-offers.ts';
import { applicationMatter } from '../../db/queries/matters.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { readProduct } from '../../db/queries/policy-contents.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import { saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { freeze } from './handing-in.ts';
import { openAgain } from './resubmissions.ts';
import { stageStep } from './settle-stage.ts';
import { lockTask } from './tasks.ts';
import { readNewTier } from './tier-moves.ts';
import { castLocked, type VoteResult } from './votes.ts';

export type CounterOfferInput = CounterTerms & {
  readonly stageId: string;
  readonly comment: string | null;
};

export type MadeCounterOffer = Pick<VoteResult, 'voteId'> & {
  readonly counterOfferId: string;
  readonly applicationId: string;
};

/**
 * The offer is a vote that sends the case to the applicant with an answer to give.
 * @throws DomainError what a vote to return meets, and as `assertCounterOffer`
 */
export async function makeCounterOffer(
  trx: Transaction<DB>,
  caller: Caller,
  { stageId, comment, ...terms }: CounterOfferInput,
): Promise<MadeCounterOffer> {
  const held = await lockTask(trx, caller, stageId);
  const { matter, approval } = held.locked;
  assertOffersTerms(matter.kind);
  const vote = {
    answer: 'return',
    reasonCode: 'terms_to_change',
    returnTarget: { to: 'applicant', afterwards: 'resume_here' },
    details: { counterOffer: describe(terms) },
  } as const;
  invariant(matter.kind === 'application', 'only an application is offered other terms');
  const { application } = matter;
  const product = await readProduct(trx, application.productVersionId);
  assertCounterOffer(terms, application.content, rateBoundsOf(product));
  const { voteId } = await castLocked(trx, caller, held, { ...vote, stageId, comment });
  const counterOfferId = await insertCounterOffer(trx, {
    ...terms,
    applicationId: application.applicationId,
    approvalId: approval.approvalId,
    stageId,
    officerId: caller.actor.actorId,
    madeAt: caller.clock.now,
  });
  const details = { counterOfferId, ...terms, amount: toWireMoney(terms.amount) };
  const step = stageStep(held.locked, caller, { kind: 'counter_offer.made', details });
  await recordSteps(trx, [step], momentOf(caller));
  return { voteId, counterOfferId, applicationId: application.applicationId };
}

export type CounterAnswer = {
  readonly counterOfferId: string;
  readonly answer: 'accept' | 'refuse';
  /** How the applicant said so, when an officer records it. */
  readonly consent: { readonly channel: string; readonly note: string } | null;
};

/**
 * @throws DomainError `not_found`, `counter_offer_closed`, `reason_required` when an officer does not say how the
 * applicant answered
 */
export async function answerCounterOffer(
  trx: Transaction<DB>,
  caller: Caller,
  input: CounterAnswer,
): Promise<{ readonly application: Application; readonly tier: TierMove['move'] | null }> {
  const { offer, locked } = await lockOpenOffer(trx, caller, input.counterOfferId);
  if (caller.actor.kind === 'officer' && input.consent === null) {
    throw new DomainError('reason_required', { answer: input.answer });
  }
  const isAccepted = input.answer === 'accept';
  const status = isAccepted ? 'accepted' : 'refused';
  const end = { status, answeredAt: caller.clock.now, answeredBy: caller.actor.actorId } as const;
  const { applicationId, round } = locked.application;
  await endCounterOffer(trx, applicationId, end);
  const details = { counterOfferId: offer.counterOfferId, consent: input.consent };
  const steps = [stepOf(locked, caller, { kind: `counter_offer.${status}`, details })];
  const changed = isAccepted ? withTerms(locked.application, offer) : locked.application;
  const move = isAccepted
    ? await moveTier(trx, caller, { ...locked, application: changed }, steps)
    : null;
  const application = await goOnHere(trx, caller, { ...locked, application: changed }, steps);
  await recordSteps(trx, steps, momentOf(caller));
  await insertOutbox(trx, tellApplicationChanged(applicationId, round));
  return { application, tier: move };
}

async function lockOpenOffer(
  trx: Transaction<DB>,
  { scope }: Caller,
  counterOfferId: string,
): Promise<{ offer: CounterOffer; locked: LockedStage }> {
  const known = await findCounterOffer(trx, counterOfferId);
  const locked = known && (await lockStage(trx, known.stageId));
  if (known === undefined || locked === undefined || !isWithinScope(scope, locked.application)) {
    throw new DomainError('not_found', { resource: 'counter_offer' });
  }
  const offer = (await findCounterOffer(trx, counterOfferId))!;
  if (offer.status !== 'open' || locked.stage.status !== 'returned') {
    throw new DomainError('counter_offer_closed', { status: offer.status });
  }
  return { offer, locked };
}

function stepOf(locked: LockedStage, ...given: Rest<Parameters<typeof stageStep>>): CaseStep {
  return stageStep({ ...locked, matter: applicationMatter(locked.application) }, ...given);
}

type Rest<Given> = Given extends [unknown, ...infer Others] ? Others : never;

function withTerms(
  application: Application,
  { amount, installmentCount, annualRatePpm }: CounterOffer,
): Application {
  const content: ApplicationData = {
    ...application.content,
    amount: toWireMoney(amount),
    installmentCount,
    ...(annualRatePpm === null ? {} : { agreedRatePpm: annualRatePpm }),
  };
  return { ...application, amount, content };
}

/** The matrix is asked again with the new amount; a higher tier adds its stages, a lower one changes nothing. */
async function moveTier(
  trx: Transaction<DB>,
  caller: Caller,
  locked: LockedStage,
  steps: CaseStep[],
): Promise<TierMove['move']> {
  const { application, approval } = locked;
  const matrix = (await findVersion(trx, approval.matrixVersionId))?.content as MatrixContent;
  const product = (await findVersion(trx, application.productVersionId))?.content as ProductContent;
  invariant(matrix !== undefined && product !== undefined, 'a case in review has pinned policies');
  const { basis, tier, moved } = await readNewTier(trx, application, approval, {
    matrix,
    product,
  });
  await keepPath(trx, approval, moved, { basis, requested: application.amount });
  const details = { from: approval.tier, to: tier, move: moved.move };
  steps.push(stepOf(locked, caller, { kind: 'approval.retiered', details }));
  return moved.move;
}

async function keepPath(
  trx: Transaction<DB>,
  approval: Approval,
  { tier, path }: TierMove,
  amounts: { readonly basis: Money; readonly requested: Money },
): Promise<void> {
  const facts = {
    ...approval.facts,
    amount: toWireMoney(amounts.basis),
    requested: toWireMoney(amounts.requested),
  };
  await openApproval(trx, { ...approval, tier, path, facts });
}

/** The same position opens again for the same people, with the working time they had left. */
async function goOnHere(
  trx: Transaction<DB>,
  caller: Caller,
  { application, approval, stage }: LockedStage,
  steps: CaseStep[],
): Promise<Application> {
  const { amount, content } = application;
  const submissionNumber = await freeze(trx, caller, application, content);
  const closedAt = caller.clock.now;
  await saveStage(trx, stage.stageId, { status: 'closed', verdict: 'return', closedAt });
  const { returnedAt } = application;
  const again = { returnedAt, returned: stage, approval, submissionNumber };
  const stageId = await openAgain(trx, caller, again);
  const { applicationId } = application;
  const ids = { applicationId, approvalId: approval.approvalId, stageId, actorId: null };
  steps.push({ ...ids, kind: 'stage.resumed' });
  const status = nextState(applicationMachine, application.status, 'resume');
  const changedDate = caller.clock.businessDate;
  return saveApplication(trx, applicationId, { status, amount, content, changedDate });
}

function describe({ amount, installmentCount, security, annualRatePpm }: CounterTerms): string {
  const { amount: text, currency } = toWireMoney(amount);
  const rate = annualRatePpm === null ? [] : [`${annualRatePpm} ppm`];
  const more = security === null ? rate : [...rate, security];
  return [`${text} ${currency}`, `${installmentCount}`, ...more].join(' / ');
}

/** The catalogue's rate is the floor; above the cap no offer could be issued. */
function rateBoundsOf({
  annualRatePpm,
  floatingRate,
  maxAllInAnnualRatePpm,
}: ProductContent): RateBounds {
  const isFloating = floatingRate !== undefined;
  return { fromPpm: annualRatePpm, toPpm: maxAllInAnnualRatePpm, isFloating };
}
