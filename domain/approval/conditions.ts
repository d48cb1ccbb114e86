/**
 * Conditions precedent 放款条件: what must be true before money leaves the house (11.5). Set with an approve, satisfied
 * by operations with evidence, checked by another person, waived only by the stage that set it or a later one.
 */
import type { IsoDate } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { DomainError } from '../errors.ts';

export const conditionKinds = [
  'document',
  'security_registered',
  'insurance',
  'account_opened',
  'guarantor_signed',
  'other_debt_paid',
] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** `dropped` goes with a vote that was taken back or superseded. */
export type ConditionStatus = 'open' | 'satisfied' | 'checked' | 'waived' | 'dropped';

export type Condition = {
  readonly conditionId: string;
  readonly kind: ConditionKind;
  readonly description: string;
  readonly status: ConditionStatus;
  readonly stageNumber: number | null;
  readonly evidenceDocumentId: string | null;
  readonly satisfiedBy: string | null;
  readonly deadlineDate: IsoDate;
};

const days = 60;

/** A condition stands for sixty days. */
export function conditionDeadline(businessDate: IsoDate): IsoDate {
  return addDays(businessDate, days);
}

/** @throws DomainError `condition_not_open` */
export function assertMaySatisfy({ status }: Condition): void {
  if (status !== 'open') throw new DomainError('condition_not_open', { status });
}

/** @throws DomainError `condition_not_open` unless satisfied, `four_eyes` for whoever satisfied it */
export function assertMayCheck({ status, satisfiedBy }: Condition, officerId: string): void {
  if (status !== 'satisfied') throw new DomainError('condition_not_open', { status });
  if (satisfiedBy === officerId) throw new DomainError('four_eyes', { officerId });
}

/**
 * @param approverStages the numbers of the stages in which this person's approve stands
 * @throws DomainError `condition_not_open`, `waiver_too_low`
 */
export function assertMayWaive(
  { status, stageNumber }: Condition,
  approverStages: readonly number[],
): void {
  if (status !== 'open' && status !== 'satisfied') {
    throw new DomainError('condition_not_open', { status });
  }
  const needed = stageNumber ?? 1;
  if (!approverStages.some((number) => number >= needed)) {
    throw new DomainError('waiver_too_low', { stageNumber: needed });
  }
}
