/**
 * What an applicant sees of an application: five plain steps, never the stages, names or opinions inside. The step in
 * hand follows from the state alone.
 */
import type { ApplicationState } from './application-states.ts';

export const progressSteps = [
  'handed_in',
  'papers_complete',
  'in_review',
  'contract',
  'paid_out',
] as const;
export type ProgressStep = (typeof progressSteps)[number];

export type StepState = 'done' | 'current' | 'to_come' | 'ended';

export type Progress = readonly { readonly step: ProgressStep; readonly state: StepState }[];

/** How many steps are behind an application of this state; null: it has ended before the last. */
const stepsDone: { readonly [S in ApplicationState]: number | null } = {
  draft: 0,
  submitted: 1,
  returned: 1,
  in_review: 2,
  approved: 2,
  offered: 3,
  accepted: 4,
  ready: 4,
  booked: 5,
  declined: null,
  expired: null,
  withdrawn: null,
  cancelled: null,
};

/** A step is current when the one before is done; nothing is current in what has ended. */
export function progressOf(status: ApplicationState): Progress {
  const done = stepsDone[status];
  return progressSteps.map((step, index) => ({ step, state: stateOf(index, done) }));
}

function stateOf(index: number, done: number | null): StepState {
  if (done === null) return index === 0 ? 'done' : 'ended';
  if (index < done) return 'done';
  return index === done ? 'current' : 'to_come';
}
