/** The five steps an applicant sees, for every state an application can be in. */
import { expect, test } from 'vitest';
import {
  applicationStates,
  type ApplicationState,
} from '../../../domain/origination/application-states.ts';
import { progressOf, progressSteps } from '../../../domain/origination/progress.ts';

const cases: Record<ApplicationState, string> = {
  draft: '> . . . .',
  submitted: 'x > . . .',
  returned: 'x > . . .',
  in_review: 'x x > . .',
  approved: 'x x > . .',
  offered: 'x x x > .',
  accepted: 'x x x x >',
  ready: 'x x x x >',
  booked: 'x x x x x',
  declined: 'x - - - -',
  expired: 'x - - - -',
  withdrawn: 'x - - - -',
  cancelled: 'x - - - -',
};
const marks = { done: 'x', current: '>', to_come: '.', ended: '-' } as const;

test.each(applicationStates)('progressOf() shows %s in five plain steps', (state) => {
  const progress = progressOf(state);
  expect(progress.map(({ step }) => step)).toEqual(progressSteps);
  expect(progress.map((each) => marks[each.state]).join(' ')).toBe(cases[state]);
});
