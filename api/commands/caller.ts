/** Who runs a command, with the time of the transaction it runs in. */
import type { StepMoment } from '../../db/queries/approval-events.ts';
import type { WriteContext } from '../context.ts';

export type Caller = Pick<
  WriteContext<unknown, unknown, unknown>,
  'actor' | 'scope' | 'clock' | 'requestId'
>;

/** When and by which request a step was taken, for timeline and audit. */
export function momentOf({ clock, requestId }: Pick<Caller, 'clock' | 'requestId'>): StepMoment {
  return { occurredAt: clock.now, businessDate: clock.businessDate, requestId };
}
