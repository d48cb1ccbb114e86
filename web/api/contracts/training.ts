import type * as common from '../../../api/schemas/common.ts';
import type * as wire from '../../../api/schemas/exercises.ts';
import type * as jobs from '../../../api/schemas/jobs.ts';
import type * as clock from '../../../api/schemas/training-clock.ts';
import { read, write } from '../contract.ts';

export const readClock = read<{ answer: typeof clock.clock }>('/v1/training-clock');

export const moveClock = write<{ body: typeof clock.newMove; answer: typeof clock.move }>(
  'POST',
  '/v1/training-clock/moves',
);

export const readMove = read<{ params: typeof clock.moveParams; answer: typeof clock.move }>(
  '/v1/training-clock/moves/:moveId',
);

export const readHappenings = read<{
  params: typeof clock.moveParams;
  answer: typeof wire.happenings;
}>('/v1/training-clock/moves/:moveId/happenings');

export const listExercises = read<{ answer: typeof wire.exercises }>('/v1/training/exercises');

export const startExercise = write<{
  params: typeof wire.exerciseParams;
  answer: typeof wire.exercises;
}>('POST', '/v1/training/exercises/:exercise/starts');

export const checkExercise = write<{ answer: typeof wire.exercises }>(
  'POST',
  '/v1/training/checks',
);

export const giveUpExercise = write<{ answer: typeof wire.exercises }>(
  'POST',
  '/v1/training/give-ups',
);

export const listProgress = read<{ answer: typeof wire.progress }>('/v1/training/progress');

export const listMoves = read<{ query: typeof common.pageQuery; answer: typeof clock.moves }>(
  '/v1/training-clock/moves',
);

export const restoreSample = write<{
  body: typeof wire.sampleRestoration;
  answer: typeof jobs.job;
}>('POST', '/v1/training/sample-restorations');

export const readTrainingJob = read<{ params: typeof jobs.jobParams; answer: typeof jobs.job }>(
  '/v1/jobs/:jobId',
);
