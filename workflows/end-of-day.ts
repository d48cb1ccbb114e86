/** Closes one civil day of the book, weekends included: what is set-based and belongs to no single loan. */
import type { EndOfDayStart } from './messages.ts';
import { days } from './proxies.ts';

export async function endOfDay({ businessDate }: EndOfDayStart): Promise<void> {
  await days.closeBusinessDate(businessDate);
}
