/**
 * The life of a policy version (matrix, product, scorecard, reminder plan, contact policy): written by one
 * person, confirmed by another, in force from a business date. Any edit sends it back to `draft`; a rollback is
 * a new version with an old content.
 */
import type { StateMachine } from '../state-machine.ts';

export const versionStates = [
  'draft',
  'validated',
  'simulated',
  'pending_second_person',
  'scheduled',
  'active',
  'retired',
] as const;

export type VersionState = (typeof versionStates)[number];
export type VersionEvent =
  'edit' | 'validate' | 'simulate' | 'submit' | 'send_back' | 'confirm' | 'activate' | 'retire';

export const versionMachine: StateMachine<VersionState, VersionEvent> = {
  subject: 'policy_version',
  initial: 'draft',
  transitions: {
    edit: { from: ['draft', 'validated', 'simulated'], to: 'draft' },
    // Guard: no blocking finding.
    validate: { from: ['draft', 'validated'], to: 'validated' },
    simulate: { from: ['validated', 'simulated'], to: 'simulated' },
    submit: { from: ['validated', 'simulated'], to: 'pending_second_person' },
    send_back: { from: ['pending_second_person', 'scheduled'], to: 'draft' },
    // Guard: confirmed by another person than the author; effective from the next business date at the earliest.
    confirm: { from: ['pending_second_person'], to: 'scheduled' },
    activate: { from: ['scheduled'], to: 'active' },
    // Guard: a successor became active.
    retire: { from: ['active'], to: 'retired' },
  },
};
