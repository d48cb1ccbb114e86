/**
 * What borrowers ask for and when the house answers: hardship within 5 working days (rule book 7.4), a complaint
 * within 15 (银行业保险业消费投诉处理管理办法, article 20: check the official text before relying on it), a question
 * within 3. While hardship or a complaint is looked into, collection does not contact the borrower.
 */
import { addDays, type IsoDate } from '../calendar.ts';
import type { borrowerRequestKinds, borrowerRequestStates, requestOutcomes } from '../choices.ts';
import { isWorkingDay, type WorkCalendar } from '../schedule/working-days.ts';

export type BorrowerRequestKind = (typeof borrowerRequestKinds)[number];
export type BorrowerRequestState = (typeof borrowerRequestStates)[number];
export type RequestOutcome = (typeof requestOutcomes)[number];

export type AnswerRules = {
  readonly answerWorkingDays: { readonly [K in BorrowerRequestKind]: number };
  /** Days for which contact by collection stops; 0: it does not. */
  readonly contactStopDays: { readonly [K in BorrowerRequestKind]: number };
};

export const defaultAnswerRules: AnswerRules = {
  answerWorkingDays: { hardship: 5, complaint: 15, question: 3 },
  contactStopDays: { hardship: 30, complaint: 30, question: 0 },
};

/** The last working day for the answer; the day of the request does not count. */
export function answerDueDate(
  kind: BorrowerRequestKind,
  requestedDate: IsoDate,
  { calendar, rules }: { readonly calendar: WorkCalendar; readonly rules: AnswerRules },
): IsoDate {
  let date = requestedDate;
  for (let left = rules.answerWorkingDays[kind]; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(calendar, date)) left -= 1;
  }
  return date;
}

/** The last day of the stop, or null when this request stops nothing. */
export function contactStopEnd(
  kind: BorrowerRequestKind,
  requestedDate: IsoDate,
  { contactStopDays }: AnswerRules,
): IsoDate | null {
  const days = contactStopDays[kind];
  return days === 0 ? null : addDays(requestedDate, days - 1);
}

export function isRequestOpen(state: BorrowerRequestState): boolean {
  return state === 'requested' || state === 'under_review';
}

/** Relief is granted or not, a question is answered; a complaint may be upheld, rejected, or answered without either. */
const outcomesOf: { readonly [K in BorrowerRequestKind]: readonly RequestOutcome[] } = {
  hardship: ['granted', 'declined'],
  complaint: ['granted', 'declined', 'answered'],
  question: ['answered'],
};

/** What a branch may say to a request now; nothing to one that has ended. */
export function possibleOutcomes(
  kind: BorrowerRequestKind,
  status: BorrowerRequestState,
): readonly RequestOutcome[] {
  if (!isRequestOpen(status)) return [];
  return [...(status === 'requested' ? (['under_review'] as const) : []), ...outcomesOf[kind]];
}
