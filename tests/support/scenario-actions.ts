/** From what a scenario says somebody does to the request it means. */
import type { ApiAnswer, Person } from './api.ts';
import { cny } from './cases.ts';
import type { Cast, CastName } from './scenario-cast.ts';

export type ActionContext = {
  readonly cast: Cast;
  readonly applicationId: string;
  readonly customerId: string;
  readonly product: string;
  /** The stage meant. */
  readonly stageId: string;
  readonly businessDate: string;
  /** Ids that earlier steps were given: the newest question, counter-offer, delegation, document. */
  readonly known: Map<string, string>;
  /** Conditions of the case, oldest first. */
  readonly conditionIds: readonly string[];
};

type With = Readonly<Record<string, any>>;
type Act = (person: Person, given: With, context: ActionContext) => Promise<ApiAnswer>;

const idsOf = (cast: Cast, names: readonly CastName[]) => names.map((name) => cast[name].officerId);
const stage =
  (path: string, bodyOf: (given: With, context: ActionContext) => object = (given) => given): Act =>
  (person, given, context) =>
    person.post(`/v1/stages/${context.stageId}/${path}`, bodyOf(given, context));
const onCase =
  (path: string, bodyOf: (given: With, context: ActionContext) => object = (given) => given): Act =>
  (person, given, context) =>
    person.post(`/v1/applications/${context.applicationId}/${path}`, bodyOf(given, context));
const one = (given: With, { cast }: ActionContext) => ({
  ...given,
  officerId: cast[given['to'] as CastName].officerId,
  to: undefined,
});
const why = (given: With) => ({ reason: 'as the scenario says', ...given });

export const actions: Readonly<Record<string, Act>> = {
  approve: stage('votes', (given) => ({ answer: 'approve', ...given })),
  decline: stage('votes', (given) => ({
    answer: 'decline',
    reasonCode: 'debt_too_high',
    comment: 'too much debt',
    ...given,
  })),
  return: stage('votes', ({ to, afterwards, ...given }) => ({
    answer: 'return',
    reasonCode: 'documents_missing',
    comment: 'a paper is missing',
    returnTarget: { to: to ?? 'applicant', afterwards: afterwards ?? 'resume_here' },
    ...given,
  })),
  offer_other_terms: stage('counter-offers', ({ amount, months, ...given }) => ({
    amount: cny(amount),
    installmentCount: months ?? 12,
    comment: 'less is safer',
    ...given,
  })),
  answer_terms: (person, given, { known }) =>
    person.post(`/v1/counter-offers/${known.get('counterOfferId')}/answers`, {
      consent: { channel: 'phone', note: 'said so on the phone' },
      ...given,
    }),
  transfer: stage('transfers', (given, context) => why(one(given, context))),
  ask: stage('advices', (given, context) => ({ question: 'Is it sound?', ...one(given, context) })),
  answer: (person, given, { known }) =>
    person.post(`/v1/advices/${known.get('adviceId')}/answers`, { answer: 'It is.', ...given }),
  take_question_back: (person, _given, { known }) =>
    person.ask('DELETE', `/v1/advices/${known.get('adviceId')}`),
  add_signers: stage('signers', ({ who, ...given }, { cast }) => ({
    ...why(given),
    officerIds: idsOf(cast, who),
  })),
  remove_signer: (person, given, { cast, stageId }) => {
    const { officerId } = cast[given['who'] as CastName];
    return person.post(`/v1/stages/${stageId}/signers/${officerId}/removals`, {
      reason: 'not needed after all',
    });
  },
  recuse: stage('recusals', (given) => ({ kind: 'family', comment: 'my cousin', ...given })),
  claim: stage('claims'),
  release: stage('releases'),
  take_back: stage('take-backs', why),
  remind: stage('reminders'),
  copy: stage('copies', ({ who, ...given }, { cast }) => ({
    ...given,
    officerIds: idsOf(cast, who),
  })),
  read_copy: onCase('copy-readings'),
  comment: stage('comments', ({ mention, ...given }, { cast }) => ({
    text: 'Please look at the income.',
    ...given,
    mentionedIds: idsOf(cast, mention ?? []),
  })),
  seat: stage('seats', (given, context) => why(one(given, context))),
  approve_in_bulk: (person, given, { stageId }) => {
    const others = Array.from(
      { length: (given['count'] ?? 1) - 1 },
      (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    );
    const { count: _count, ...rest } = given;
    const stageIds = [stageId, ...others];
    return person.post('/v1/bulk-approvals', { comment: 'all in order', ...rest, stageIds });
  },
  look: (person, _given, { stageId }) => person.get(`/v1/stages/${stageId}`),
  hand_in_again: onCase('submissions', () => ({})),
  change: async (person, given, { applicationId }) => {
    const path = `/v1/applications/${applicationId}`;
    const { version } = (await person.get(path)).body;
    const amount = given['amount'] === undefined ? {} : { amount: cny(given['amount']) };
    return person.patch(path, { ...given, ...amount }, { version });
  },
  recall: onCase('recalls', why),
  withdraw: onCase('withdrawals', why),
  reconsider: onCase('reconsiderations', why),
  accept: async (person, _given, { applicationId }) => {
    const path = `/v1/applications/${applicationId}`;
    const { contentHash } = (await person.get(`${path}/offer`)).body;
    const consent = { channel: 'in_person', note: 'signed at the desk' };
    return person.post(`${path}/acceptances`, { contentHash, consent });
  },
  delegate: (person, given, context) => {
    const { days = 5, from, scope, ...rest } = given;
    return person.post('/v1/delegations', {
      ...one(rest, context),
      officerId: undefined,
      toOfficerId: context.cast[given['to'] as CastName].officerId,
      startsDate: from ?? context.businessDate,
      endsDate: addDays(from ?? context.businessDate, days - 1),
      scope: { products: [context.product], ...scope },
    });
  },
  end_delegation: (person, _given, { known }) =>
    person.ask('DELETE', `/v1/delegations/${known.get('delegationId')}`),
  file: async (person, _given, { customerId }) => {
    const content = Buffer.from('%PDF-1.7 evidence').toString('base64');
    const body = { kind: 'property_valuation', fileName: 'evidence.pdf', contentBase64: content };
    return person.post(`/v1/customers/${customerId}/documents`, body);
  },
  satisfy: (person, given, context) =>
    person.post(`${conditionPath(given, context)}/satisfactions`, {
      documentId: given['document'] === 'none' ? nowhere : context.known.get('documentId'),
    }),
  check: (person, given, context) => person.post(`${conditionPath(given, context)}/checks`),
  waive: (person, given, context) =>
    person.post(`${conditionPath(given, context)}/waivers`, { reason: 'the value covers it' }),
};

const nowhere = '00000000-0000-7000-8000-000000000000';

function conditionPath(given: With, { applicationId, conditionIds }: ActionContext): string {
  const conditionId = conditionIds[(given['condition'] ?? 1) - 1] ?? nowhere;
  return `/v1/applications/${applicationId}/conditions/${conditionId}`;
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
