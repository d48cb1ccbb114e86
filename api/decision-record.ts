/** A decision record put together from its rows, with reasons in both languages and a hash over all of it. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { applicantReasons } from '../domain/origination/decision.ts';
import { toWireMoney } from '../domain/money.ts';
import { listSubmissions, type Application } from '../db/queries/applications.ts';
import { listAssessments, type Assessment } from '../db/queries/assessments.ts';
import { listConditions } from '../db/queries/conditions.ts';
import { listCounterOffers, type CounterOffer } from '../db/queries/counter-offers.ts';
import {
  listDeclineReasons,
  listRecordedSteps,
  readRecordedStages,
  type RecordedStage,
} from '../db/queries/decision-record.ts';
import type { DB } from '../db/tables.ts';
import { reasonText } from '../locales/reason-texts.ts';

/** Nobody hands a case in more often than this. */
const submissionLimit = 1_000;

export async function readDecisionRecord(db: Kysely<DB>, application: Application) {
  const { applicationId } = application;
  const submissions = await listSubmissions(db, applicationId, submissionLimit);
  const parts = {
    submissions: submissions.toReversed().map((one) => ({ ...one, content: { ...one.content } })),
    assessments: (await listAssessments(db, applicationId)).toReversed().map(presentAssessment),
    stages: (await readRecordedStages(db, applicationId)).map(presentStage),
    counterOffers: (await listCounterOffers(db, applicationId)).map(presentCounterOffer),
    conditions: (await listConditions(db, applicationId)).map(
      ({ applicationId: _id, ...condition }) => condition,
    ),
    steps: await listRecordedSteps(db, applicationId),
  };
  const contentHash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const { number, status, grade, round, submittedAt, decidedAt } = application;
  const head = { applicationId, number, status, grade, round, submittedAt, decidedAt };
  return { ...head, amount: toWireMoney(application.amount), contentHash, ...parts };
}

/** What the applicant may know: the heaviest reasons in plain words, no score, no names, no internal note. */
export async function readDeclineReasons(db: Kysely<DB>, application: Application) {
  const { applicationId, round, status, decidedDate } = application;
  if (status !== 'declined') return { applicationId, declinedDate: null, reasons: [] };
  const byPeople = await listDeclineReasons(db, { applicationId, round });
  const [assessment] = await listAssessments(db, applicationId);
  const codes = byPeople.length > 0 ? byPeople : (assessment?.reasons ?? []);
  const shown = applicantReasons({ reasons: [...new Set(codes)] });
  return { applicationId, declinedDate: decidedDate, reasons: shown.map(inBoth) };
}

function inBoth(code: string) {
  return { code, 'zh-CN': reasonText('zh-CN', code), en: reasonText('en', code) };
}

function presentAssessment(assessment: Assessment) {
  const { round, submissionNumber, outcome, score, grade } = assessment;
  return {
    round,
    submissionNumber,
    outcome,
    score,
    grade,
    reasons: assessment.reasons.map(inBoth),
    inputs: { ...assessment.inputs },
    rules: [...assessment.rules],
    factors: [...assessment.factors],
    versions: { ...assessment.versions },
  };
}

function presentStage({ votes, seats, ...stage }: RecordedStage) {
  return {
    ...stage,
    seats: [...seats],
    votes: votes.map(({ reasonCode, answer, ...vote }) => ({
      ...vote,
      answer: answer as 'approve' | 'decline' | 'return',
      reason: reasonCode === null ? null : inBoth(reasonCode),
    })),
  };
}

/** An offer of other terms in wire form. */
export function presentCounterOffer(offer: CounterOffer) {
  const { counterOfferId, stageId, officerId, installmentCount, security, status } = offer;
  const { annualRatePpm, madeAt, answeredAt } = offer;
  const amount = toWireMoney(offer.amount);
  const head = { counterOfferId, stageId, officerId, amount, installmentCount };
  return { ...head, security, annualRatePpm, status, madeAt, answeredAt };
}
