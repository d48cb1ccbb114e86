/**
 * An application that was returned and comes back: does it go on where it was, or begin its path again? What changed
 * decides, whatever the returner chose: approvers must not be bound to an approve of another loan (11.4).
 */
import type { IsoDate } from '../calendar.ts';
import { daysBetween } from '../calendar.ts';
import type { RiskGrade } from '../approval/matrix.ts';
import { riskGrades } from '../approval/matrix.ts';
import { fromWireMoney } from '../money.ts';
import type { ApplicationData } from './application.ts';

/** After so many days what was known at the first submission is too old to go on with. */
const staleDays = 30;

export type RunAgainReason =
  | 'amount_raised'
  | 'term_changed'
  | 'product_changed'
  | 'grade_worsened'
  | 'party_added'
  | 'days_passed';

export type Resubmission = {
  readonly before: ApplicationData;
  readonly after: ApplicationData;
  /** No grade counts as D. */
  readonly gradeBefore: RiskGrade;
  readonly gradeAfter: RiskGrade;
  /** Of the submission before. */
  readonly submittedDate: IsoDate;
  readonly businessDate: IsoDate;
};

/** Why the path must begin again; empty when it may go on where it was returned from. */
export function runAgainReasons(resubmission: Resubmission): readonly RunAgainReason[] {
  const { before, after, gradeBefore, gradeAfter, submittedDate, businessDate } = resubmission;
  const isTermChanged =
    before.installmentCount !== after.installmentCount || before.method !== after.method;
  const checks: readonly (readonly [RunAgainReason, boolean])[] = [
    ['amount_raised', amountOf(after) > amountOf(before)],
    ['term_changed', isTermChanged],
    ['product_changed', before.productCode !== after.productCode],
    ['grade_worsened', riskGrades.indexOf(gradeAfter) > riskGrades.indexOf(gradeBefore)],
    ['party_added', isPartyAdded(before, after)],
    ['days_passed', daysBetween(submittedDate, businessDate) > staleDays],
  ];
  return checks.filter(([, holds]) => holds).map(([reason]) => reason);
}

function amountOf({ amount }: ApplicationData): bigint {
  return amount === null ? 0n : fromWireMoney(amount).minor;
}

/** A co-applicant or guarantor who was not there before is a new related party. */
function isPartyAdded(before: ApplicationData, after: ApplicationData): boolean {
  const parties = after.applicant.otherParties ?? 'none';
  return parties !== 'none' && parties !== (before.applicant.otherParties ?? 'none');
}
