/** One move of the training clock, date by date; where it stands is in its row, so it may stop and go on anywhere. */
import { continueAsNew } from '@temporalio/workflow';
import type { TrainingMoveStart } from './messages.ts';
import { training } from './proxies.ts';

const DATES_PER_RUN = 50;

export async function moveTrainingClock(start: TrainingMoveStart): Promise<void> {
  const datesPerRun = start.datesPerRun ?? DATES_PER_RUN;
  for (let dates = 0; dates < datesPerRun;) {
    const { done, dateCount } = await training.runTrainingDates(start.moveId);
    if (done) return;
    dates += dateCount;
  }
  await continueAsNew<typeof moveTrainingClock>(start);
}
