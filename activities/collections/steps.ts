/**
 * One step of a case under its lock: bring it up to date, judge what was promised, raise it where that is due, take the
 * step of the ladder, and say what comes next. Running it again finds everything done and changes nothing.
 */
import type { Transaction } from 'kysely';
import { maxDate, type IsoDate } from '../../domain/calendar.ts';
import { caseMachine } from '../../domain/collections/case-states.ts';
import { format } from '../../domain/money.ts';
import { nextState } from '../../domain/state-machine.ts';
import { insertTakenStep, updateCase, type CaseChange } from '../../db/queries/cases.ts';
import { recordHappenings, type CaseHappening } from '../../db/queries/case-events.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import { dropWithheldNotices, listWithheldNotices } from '../../db/queries/notices.ts';
import { cancelOpenPromises, saveJudgements } from '../../db/queries/promises.ts';
import type { Json } from '../../db/once.ts';
import type { DB } from '../../db/tables.ts';
import { collectionWord } from '../../locales/catalogue.ts';
import type { DueStep } from '../../workflows/messages.ts';
import { queueNotice, queueNotices } from '../notices.ts';
import { officerFacts, restingStops, type CaseState } from './case-state.ts';
import { dueLadderStep } from './deadlines.ts';
import { judgePromises, type Judged } from './judging.ts';
import { levelChangeOf, raiseLevel } from './levels.ts';
import { reconsiderWithheld, sendStepMessages, type SentMessage } from './messages.ts';

/** What a part of the step came to: the state as it is now, and what the case's timeline says about it. */
type Outcome = { readonly state: CaseState; readonly happenings: readonly CaseHappening[] };

/** Takes the step and writes it down; answers with the state it leaves behind. */
export async function takeCaseStep(
  trx: Transaction<DB>,
  before: CaseState,
  due: DueStep | null,
): Promise<CaseState> {
  const parts = [updateFacts, judge, endIfNothingIsLate, followStops, raise, resend, climb(due)];
  let state = before;
  const happenings: CaseHappening[] = [];
  for (const part of parts) {
    if (isEnded(state)) break;
    const outcome = await part(trx, state);
    state = outcome.state;
    happenings.push(...outcome.happenings);
  }
  await saveChange(trx, before, state);
  await recordHappenings(trx, happenings, { occurredAt: state.now, businessDate: state.date });
  return state;
}

async function updateFacts(_trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  // At the end the last amounts stay, to be read in the closed case.
  if (state.anchorDate === null) return { state, happenings: [] };
  const { daysPastDue, bucket, overdueMinor, anchorDate, collectionCase } = state;
  const after = changed(state, { daysPastDue, bucket, overdueMinor, anchorDate });
  if (bucket === collectionCase.bucket) return { state: after, happenings: [] };
  const happening = happened(state, 'collection_case.bucket_changed', { bucket, daysPastDue });
  return {
    state: after,
    happenings: [{ ...happening, before: { bucket: collectionCase.bucket } }],
  };
}

async function judge(trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  const judged = judgePromises(state);
  if (judged.length === 0) return { state, happenings: [] };
  const judgements = judged.map(({ promise, status }) => ({
    promiseId: promise.promiseId,
    status,
  }));
  await saveJudgements(trx, judgements, state.date);
  await tellOwnerOfPromises(
    trx,
    state,
    judged.filter(({ status }) => status !== 'kept'),
  );
  const promises = state.promises.map((promise) => {
    const found = judged.find((each) => each.promise.promiseId === promise.promiseId);
    return found === undefined
      ? promise
      : { ...promise, status: found.status, judgedDate: state.date };
  });
  const happenings = judged.map(({ promise, status }) => ({
    ...happened(state, `promise.${status}`, promiseFacts(promise)),
    before: { status: promise.status },
  }));
  const wasBrokenNow = judged.some(({ status }) => status === 'broken');
  return { state: { ...state, promises, wasBrokenNow }, happenings };
}

async function endIfNothingIsLate(trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  const { caseId, status } = state.collectionCase;
  const isCured = state.anchorDate === null;
  if (!isCured && !state.isWrittenOff) return { state, happenings: [] };
  await cancelOpenPromises(trx, caseId, state.date);
  await dropWithheldNotices(trx, caseId, 'the case has ended');
  const event = isCured ? 'cure' : 'write_off';
  const kind = isCured ? 'collection_case.cured' : 'collection_case.written_off';
  return {
    state: changed(state, {
      status: nextState(caseMachine, status, event),
      closedDate: state.date,
      claimedUntil: null,
      ...(isCured ? { daysPastDue: 0, overdueMinor: 0n, bucket: 'M0', anchorDate: null } : {}),
    }),
    happenings: [happened(state, kind, {})],
  };
}

/** A dispute, a complaint or a hardship review rests the case, and its end lets it go on. */
async function followStops(_trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  const { status, suspendedUntilDate } = state.collectionCase;
  const stops = restingStops(state, state.date);
  if (stops.length === 0) {
    if (status !== 'suspended') return { state, happenings: [] };
    const resumed = changed(state, {
      status: nextState(caseMachine, status, 'resume'),
      suspendedUntilDate: null,
    });
    return { state: resumed, happenings: [happened(state, 'collection_case.resumed', {})] };
  }
  const untilDate = lastUntil(stops.map((stop) => stop.untilDate));
  const flags = stops.map(({ flag }) => flag);
  if (status === 'suspended') {
    const isSame = untilDate === suspendedUntilDate;
    return {
      state: isSame ? state : changed(state, { suspendedUntilDate: untilDate }),
      happenings: [],
    };
  }
  return {
    state: changed(state, {
      status: nextState(caseMachine, status, 'suspend'),
      suspendedUntilDate: untilDate,
    }),
    happenings: [happened(state, 'collection_case.suspended', { flags, untilDate })],
  };
}

async function raise(trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  const level = levelChangeOf(state);
  if (level === null) return { state, happenings: [] };
  const { change, happening } = await raiseLevel(trx, state, level);
  return { state: { ...changed(state, change), level: level.toLevel }, happenings: [happening] };
}

async function resend(trx: Transaction<DB>, state: CaseState): Promise<Outcome> {
  if (state.withheld.length === 0) return { state, happenings: [] };
  const sent = await reconsiderWithheld(trx, state);
  const channels = sent.map(({ channel }) => channel);
  const happenings =
    sent.length === 0 ? [] : [happened(state, 'collection_case.message_released', { channels })];
  return { state: await withWithheld(trx, state), happenings };
}

/** The ladder is climbed only on its own deadline, one rung at a time, each with its own date. */
function climb(due: DueStep | null) {
  return async (trx: Transaction<DB>, state: CaseState): Promise<Outcome> => {
    const ladder = due?.kind === 'ladder' ? dueLadderStep(state) : null;
    if (ladder === null || ladder.stepDate > state.date || ladder.step.key !== due?.detail)
      return { state, happenings: [] };
    const { caseId } = state.collectionCase;
    const { step } = ladder;
    const anchorDate = state.anchorDate!;
    const taken = { anchorDate, stepDate: state.date };
    if (!(await insertTakenStep(trx, caseId, { kind: step.key, ...taken })))
      return { state, happenings: [] };
    const messages = await sendStepMessages(trx, state, step);
    if (step.performer !== 'system') await giveTask(trx, state, step.key);
    const details = { step: step.key, performer: step.performer, ...outcomesOf(messages) };
    const after = { ...state, taken: [...state.taken, { key: step.key, ...taken }] };
    return {
      state: await withWithheld(trx, after),
      happenings: [happened(state, 'collection_case.step_taken', details)],
    };
  };
}

async function giveTask(trx: Transaction<DB>, state: CaseState, key: string): Promise<void> {
  const { caseId, ownerId, ownerName } = state.collectionCase;
  if (ownerId === null) return;
  const officerName = ownerName ?? (await readOfficerNames(trx, [ownerId])).get(ownerId) ?? '';
  await queueNotice(trx, {
    businessKey: `collection-case/${caseId}/${state.anchorDate ?? ''}/${key}/task`,
    template: 'case_step_due',
    channel: 'console',
    language: 'zh-CN',
    officerId: ownerId,
    caseId,
    params: { ...officerFacts(state), officerName, step: collectionWord('zh-CN', 'step', key) },
    businessDate: state.date,
  });
}

async function tellOwnerOfPromises(
  trx: Transaction<DB>,
  state: CaseState,
  judged: readonly Judged[],
): Promise<void> {
  const { caseId, ownerId, ownerName } = state.collectionCase;
  if (ownerId === null) return;
  await queueNotices(
    trx,
    judged.map(({ promise, status }) => ({
      businessKey: `promise/${promise.promiseId}/${status}`,
      template: 'promise_broken' as const,
      channel: 'console' as const,
      language: 'zh-CN' as const,
      officerId: ownerId,
      caseId,
      params: {
        ...officerFacts(state),
        officerName: ownerName ?? '',
        amount: format({ minor: promise.amountMinor, currency: promise.currency }),
        promiseDate: promise.promiseDate,
      },
      businessDate: state.date,
    })),
  );
}

function outcomesOf(messages: readonly SentMessage[]): { readonly [key: string]: Json } {
  return {
    sent: messages
      .filter(({ decision }) => decision.outcome === 'allowed')
      .map(({ channel }) => channel),
    withheld: messages.flatMap(({ channel, decision }) =>
      decision.outcome === 'denied'
        ? [
            {
              channel,
              reasons: decision.reasons.map(({ code }) => code),
              nextAllowedAt: decision.nextAllowedAt,
            },
          ]
        : [],
    ),
  };
}

function promiseFacts(promise: Judged['promise']): { readonly [key: string]: Json } {
  const amount = { minor: promise.amountMinor, currency: promise.currency };
  return { promiseId: promise.promiseId, amount: format(amount), promiseDate: promise.promiseDate };
}

function lastUntil(dates: readonly (IsoDate | null)[]): IsoDate | null {
  return dates.reduce((a, b) => (a === null || b === null ? null : maxDate(a, b)));
}

/** What is withheld after messages were decided, with the times at which it may be asked again. */
async function withWithheld(trx: Transaction<DB>, state: CaseState): Promise<CaseState> {
  return { ...state, withheld: await listWithheldNotices(trx, state.collectionCase.caseId) };
}

function isEnded({ collectionCase: { status } }: CaseState): boolean {
  return status !== 'open' && status !== 'suspended';
}

function happened(
  { collectionCase: { caseId } }: CaseState,
  kind: string,
  details: { readonly [key: string]: Json },
): CaseHappening {
  return { kind, caseId, actorId: null, details };
}

function changed(state: CaseState, change: CaseChange): CaseState {
  return { ...state, collectionCase: { ...state.collectionCase, ...change } };
}

/** Writes only what is another value now, so that looking changes no version. */
async function saveChange(
  trx: Transaction<DB>,
  { collectionCase: before }: CaseState,
  { collectionCase: after }: CaseState,
): Promise<void> {
  const fields = [
    'status',
    'level',
    'ownerId',
    'bucket',
    'daysPastDue',
    'overdueMinor',
    'closedDate',
    'lastActionAt',
    'claimedUntil',
    'suspendedUntilDate',
    'anchorDate',
  ] as const;
  const change = fields.filter((field) => before[field] !== after[field]);
  if (change.length === 0) return;
  const values = Object.fromEntries(change.map((field) => [field, after[field]]));
  await updateCase(trx, after.caseId, values as CaseChange);
}
