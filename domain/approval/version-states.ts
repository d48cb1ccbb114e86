/**
 * The life of a policy version (matrix, product, scorecard, reminder plan, contact policy): written by one
 * person, confirmed by another, in force from a business date. That a draft was validated and simulated is a
 * result kept with the hash of its content, not a state: any edit makes it stale. A rollback is a new version
 * with an old content.
 */
import type { StateMachine } from '../state-machine.ts';

export const versionStates = [
  'draft',
  'pending_second_person',
  'scheduled',
  'active',
  'retired',
] as const;

export type VersionState = (typeof versionStates)[number];
export type VersionEvent = 'edit' | 'submit' | 'send_back' | 'confirm' | 'activate' | 'retire';

export const versionMachine: StateMachine<VersionState, VersionEvent> = {
  subject: 'policy_version',
  initial: 'draft',
  transitions: {
    edit: { from: ['draft'], to: 'draft' },
    // Guard: validated, no blocking finding.
    submit: { from: ['draft'], to: 'pending_second_person' },
    send_back: { from: ['pending_second_person', 'scheduled'], to: 'draft' },
    // Guard: confirmed by another person than the author, effective from the next business date at the earliest.
    confirm: { from: ['pending_second_person'], to: 'scheduled' },
    activate: { from: ['scheduled'], to: 'active' },
    // Guard: a successor became active.
    retire: { from: ['active'], to: 'retired' },
  },
};
