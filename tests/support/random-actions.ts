/** What random people can do to a case, with what they may say, and the paths their cases take. */
import fc from 'fast-check';
import type { CastName } from './scenario-cast.ts';
import type { ScenarioStage } from './scenario-file.ts';

export const people = [
  'Lin',
  'An',
  'Bo',
  'Chen',
  'Fang',
  'Gao',
  'Ke',
  'Lu',
  'Mo',
  'He',
  'Jia',
  'Qin',
  'Shen',
  'Yan',
  'Tao',
] as const satisfies readonly CastName[];

/** Every mode, people by name and by role, a veto, and a last stage of one person, where limits count. */
export const paths: readonly (readonly ScenarioStage[])[] = [
  [
    { stage: 'credit_officer', role: 'credit_officer' },
    { stage: 'credit_committee', mode: 'n_of_m', needs: 2, people: ['Ke', 'Lu', 'Mo'] },
    { stage: 'risk_manager', mode: 'all', people: ['He', 'Jia'], otherPerson: true },
  ],
  [
    { stage: 'credit_officer', mode: 'sequential', people: ['An', 'Bo'] },
    { stage: 'branch_head', role: 'branch_head', otherPerson: true },
  ],
  [
    { stage: 'credit_officer', people: ['An', 'Bo'] },
    { stage: 'risk_manager', mode: 'all', people: ['He'], veto: ['Qin'] },
    { stage: 'second_credit_officer', role: 'credit_officer', otherPerson: true },
  ],
];

/** After these nothing more happens to an application or a request. */
export const endedStatuses: readonly string[] = [
  'declined',
  'withdrawn',
  'expired',
  'effective',
  'lapsed',
];

const anybody = fc.constantFrom(...people);
const who = (...names: string[]) => fc.constantFrom(...names);
const nothing = fc.constant({});

export const given = {
  approve: nothing,
  decline: nothing,
  return: fc.record({
    to: fc.constantFrom('applicant', 1, 2),
    afterwards: who('resume_here', 'run_again'),
  }),
  transfer: fc.record({ to: anybody }),
  ask: fc.record({ to: anybody }),
  answer: nothing,
  take_question_back: nothing,
  add_signers: fc.record({
    who: fc.uniqueArray(anybody, { minLength: 1, maxLength: 2 }),
    placement: who('before', 'after', 'parallel'),
    mode: who('any', 'all', 'sequential'),
  }),
  remove_signer: fc.record({ who: anybody }),
  recuse: nothing,
  claim: nothing,
  release: nothing,
  take_back: nothing,
  offer_other_terms: fc.record({ amount: who('15000.00', '25000.00') }),
  answer_terms: fc.record({ answer: who('accept', 'refuse') }),
  remind: nothing,
  copy: fc.record({ who: fc.uniqueArray(anybody, { minLength: 1, maxLength: 2 }) }),
  comment: fc.record({ mention: fc.uniqueArray(anybody, { maxLength: 1 }) }),
  seat: fc.record({ to: anybody }),
  approve_in_bulk: nothing,
  delegate: fc.record({ to: anybody, days: fc.constantFrom(1, 5, 30) }),
  end_delegation: nothing,
  recall: nothing,
  withdraw: nothing,
  hand_in_again: nothing,
};
export type ActionName = keyof typeof given;
