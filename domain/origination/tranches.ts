/**
 * Drawing a loan in parts 分次放款 (rule book section 3.3, "Tranches"): how many parts, and until when. The offer says
 * both, and the first part fixes the last day. What was not drawn by then lapses; a part never comes on or after the
 * due date of the last installment, because there would be nothing left to repay it by.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays, daysBetween } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import type { Money } from '../money.ts';
import { isAbove, money } from '../money.ts';

export type TrancheRule = {
  readonly maxCount: number;
  /** The last part comes no later than this share of the days between the first part and the last due date. */
  readonly lastWithinTermPpm: number;
};

/** The last day on which a part may be drawn. @param maturityDate of the schedule that the first part gave */
export function lastDrawDate(
  rule: TrancheRule,
  { openedDate, maturityDate }: { readonly openedDate: IsoDate; readonly maturityDate: IsoDate },
): IsoDate {
  const termDays = BigInt(daysBetween(openedDate, maturityDate));
  const days = (termDays * BigInt(rule.lastWithinTermPpm)) / 1_000_000n;
  return addDays(openedDate, Number(days));
}

/** Where a loan stands with its parts. */
export type Drawing = {
  /** Null: everything is paid out at once. */
  readonly rule: TrancheRule | null;
  readonly approved: Money;
  /** Confirmed by the rail so far, and in how many parts. */
  readonly drawn: Money;
  readonly drawnCount: number;
  /** Null before the first part, and once nothing may be drawn any more. */
  readonly drawUntilDate: IsoDate | null;
};

export function undrawn({ approved, drawn }: Pick<Drawing, 'approved' | 'drawn'>): Money {
  return money(approved.minor - drawn.minor, approved.currency);
}

/** Whether another part may follow one of `amount`; when not, the rest of what was agreed lapses with it. */
export function mayDrawMore(drawing: Omit<Drawing, 'drawUntilDate'>, amount: Money): boolean {
  const { rule, drawnCount } = drawing;
  return rule !== null && drawnCount + 1 < rule.maxCount && isAbove(undrawn(drawing), amount);
}

/**
 * @throws DomainError `amount_exceeds_approved`, `tranche_count_exceeded`, `drawing_ended`
 */
export function assertMayDraw(drawing: Drawing, amount: Money, businessDate: IsoDate): void {
  const { rule, drawnCount, drawUntilDate, approved } = drawing;
  if (isAbove(amount, undrawn(drawing)))
    throw new DomainError('amount_exceeds_approved', { amount, approved });
  if (drawnCount === 0) return;
  if (rule === null || drawnCount >= rule.maxCount)
    throw new DomainError('tranche_count_exceeded', { drawnCount, limit: rule?.maxCount ?? 1 });
  if (drawUntilDate === null || businessDate > drawUntilDate)
    throw new DomainError('drawing_ended', { drawUntilDate });
}
