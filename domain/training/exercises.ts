/**
 * Exercises of the training: what a trainee has to have done, said as acts that the audit trail records. Nobody clicks
 * an exercise done; what was recorded after its start decides.
 */
import type { Role } from '../roles.ts';

export type ExerciseStep = {
  readonly key: string;
  /** The audit trail's word for the act. */
  readonly action: string;
  /** A recorded fact that must have this value. */
  readonly fact?: { readonly name: string; readonly value: string };
};

export type Exercise = {
  readonly key: string;
  /** Whoever holds one of these practises it. */
  readonly roles: readonly Role[];
  /** Where the trainee begins: a page of the console. */
  readonly path: string;
  readonly steps: readonly ExerciseStep[];
};

const approvers = [
  'credit_officer',
  'branch_head',
  'risk_manager',
  'committee_member',
  'chief_risk_officer',
  'general_manager',
  'board_member',
] as const satisfies readonly Role[];
const collectors = ['collector', 'senior_collector', 'collection_lead'] as const;

export const exercises: readonly Exercise[] = [
  {
    key: 'hand_in_application',
    roles: ['loan_officer'],
    path: '/applications/new',
    steps: [
      { key: 'create', action: 'application.created' },
      { key: 'submit', action: 'application.submitted' },
    ],
  },
  {
    key: 'approve_case',
    roles: approvers,
    path: '/approvals/todo',
    steps: [{ key: 'approve', action: 'vote.cast', fact: { name: 'answer', value: 'approve' } }],
  },
  {
    key: 'return_case',
    roles: approvers,
    path: '/approvals/todo',
    steps: [{ key: 'return', action: 'vote.cast', fact: { name: 'answer', value: 'return' } }],
  },
  {
    key: 'prepare_payout',
    roles: ['operations'],
    path: '/payments/disbursements',
    steps: [{ key: 'request', action: 'disbursement.requested' }],
  },
  {
    key: 'release_payout',
    roles: ['finance'],
    path: '/payments/disbursements',
    steps: [{ key: 'release', action: 'disbursement.released' }],
  },
  {
    key: 'take_promise',
    roles: collectors,
    path: '/collections/queue',
    steps: [
      { key: 'contact', action: 'contact.recorded' },
      { key: 'promise', action: 'promise.taken' },
    ],
  },
  {
    key: 'stop_contact',
    roles: collectors,
    path: '/collections/queue',
    steps: [
      { key: 'stop', action: 'contact.stopped' },
      { key: 'lift', action: 'contact.stop_lifted' },
    ],
  },
  {
    key: 'allot_cases',
    roles: ['collection_lead'],
    path: '/collections/board',
    steps: [{ key: 'transfer', action: 'collection_case.transferred' }],
  },
  {
    key: 'change_policy',
    roles: ['admin', 'risk_manager'],
    path: '/policy/tiers',
    steps: [
      { key: 'draft', action: 'policy_version.drafted' },
      { key: 'submit', action: 'policy_version.submitted' },
    ],
  },
  {
    key: 'move_clock',
    roles: ['admin'],
    path: '/training',
    steps: [{ key: 'move', action: 'training_clock.move_requested' }],
  },
];

/** What the audit trail holds of one act. */
export type RecordedAct = {
  readonly action: string;
  readonly facts: { readonly [name: string]: unknown };
};

export type JudgedStep = { readonly key: string; readonly isDone: boolean };

/** @param acts of the trainee since the start of the exercise, in any order */
export function judgeExercise(
  { steps }: Exercise,
  acts: readonly RecordedAct[],
): { readonly steps: readonly JudgedStep[]; readonly isPassed: boolean } {
  const judged = steps.map(({ key, action, fact }) => ({
    key,
    isDone: acts.some(
      (act) => act.action === action && (fact === undefined || act.facts[fact.name] === fact.value),
    ),
  }));
  return { steps: judged, isPassed: judged.every(({ isDone }) => isDone) };
}

export function exercisesFor(roles: ReadonlySet<Role>): readonly Exercise[] {
  return exercises.filter((exercise) => exercise.roles.some((role) => roles.has(role)));
}
