/** Reads the plain state out of a replay: what is true on the business date, and the rows ahead as they would go. */
import type { IsoDate } from '../calendar.ts';
import { daysBetween } from '../calendar.ts';
import type { Component, LoanTerms } from '../schedule/terms.ts';
import { sumRows } from '../schedule/totals.ts';
import { advance } from './accrue.ts';
import type { Amounts, Book, WorkRow } from './book.ts';
import {
  fixStretch,
  hasFixedInterest,
  interestToDate,
  noAmounts,
  openRow,
  overduePrincipal,
  penaltyEarned,
  principalOutstanding,
} from './book.ts';
import { bucketOf } from './buckets.ts';
import { openDues } from './dues.ts';
import { noteClosing } from './pay.ts';
import type { ComponentAmounts, LoanRow, LoanState, LoanStatus } from './state.ts';

const components: readonly Component[] = ['penalty', 'fee', 'interest', 'principal'];

/** Of a loan whose first disbursement lies ahead. */
export function pendingState(terms: LoanTerms, businessDate: IsoDate): LoanState {
  const none = noAmounts();
  return {
    currency: terms.currency,
    businessDate,
    status: 'pending',
    annualRatePpm: terms.annualRatePpm,
    levelMinor: null,
    rows: [],
    totals: sumRows([]),
    paid: none,
    waived: none,
    disbursedMinor: 0n,
    principalOutstandingMinor: 0n,
    interestEarnedMinor: 0n,
    penaltyEarnedMinor: 0n,
    feesChargedMinor: 0n,
    charges: [],
    capitalized: none,
    creditBalanceMinor: 0n,
    refundedMinor: 0n,
    recoveredMinor: 0n,
    overdue: none,
    overdueMinor: 0n,
    dueNow: none,
    dueNowMinor: 0n,
    daysPastDue: 0,
    bucket: bucketOf(0),
    oldestUnpaidDueDate: null,
    nextDueDate: null,
    nextDueMinor: 0n,
    maturityDate: null,
    closedDate: null,
    writtenOffDate: null,
    writtenOff: none,
    returnedDate: null,
    restructureCount: 0,
    cappedMinor: 0n,
    provisional: false,
    allocations: [],
  };
}

/** Uses the book up: after reading, it has run to the last due date. */
export function readState(book: Book): LoanState {
  noteClosing(book);
  const businessDate = book.date;
  const now = factsOf(book);
  const closedRows = book.open;
  project(book);
  const rows = book.rows.map((row, index) => readRow(book, row, businessDate, index >= closedRows));
  return {
    ...now,
    ...dueFigures(book, rows, businessDate),
    ...rowFigures(book, rows),
    businessDate,
    rows,
  };
}

/** Facts of the business date, to be read before the projection runs on. */
function factsOf(book: Book) {
  const { writtenOff, closedDate } = book;
  const status: LoanStatus =
    writtenOff !== null ? 'written_off' : closedDate !== null ? 'closed' : 'active';
  let penaltyEarnedMinor = book.charged.penalty;
  let capped = 0n;
  const dueNow = noAmounts();
  for (const { component, dueDate, amountMinor } of openDues(book)) {
    if (dueDate <= book.date) dueNow[component] += amountMinor;
  }
  for (const row of book.rows) {
    penaltyEarnedMinor += penaltyEarned(book.terms, row);
    capped += row.running.capped;
  }
  return {
    currency: book.terms.currency,
    status,
    annualRatePpm: book.annualRatePpm,
    levelMinor: book.repayment.levelMinor,
    disbursedMinor: book.disbursedMinor,
    principalOutstandingMinor: principalOutstanding(book),
    interestEarnedMinor: book.earnedMinor + interestToDate(book),
    penaltyEarnedMinor,
    feesChargedMinor: book.charged.fee,
    charges: [...book.chargeLog],
    capitalized: { ...book.capitalized },
    creditBalanceMinor: book.creditMinor,
    refundedMinor: book.refundedMinor,
    recoveredMinor: book.recoveredMinor,
    closedDate,
    writtenOffDate: writtenOff?.date ?? null,
    writtenOff: writtenOff?.amounts ?? noAmounts(),
    returnedDate: book.returnedDate,
    restructureCount: book.restructureCount,
    dueNow,
    dueNowMinor: total(dueNow),
    cappedMinor: capped / (1_000_000n * BigInt(book.terms.penalty.yearDays)),
    allocations: [...book.allocations],
  };
}

/** Lets the open rows fall due as if everything owed were paid today and each later row on its due date. */
function project(book: Book): void {
  const last = book.rows.at(-1);
  if (openRow(book) === undefined || last === undefined) return;
  const cuts =
    book.terms.overdueInterest === 'contract_plus_penalty' && overduePrincipal(book) > 0n;
  if (cuts && !hasFixedInterest(book.terms)) fixStretch(book);
  book.projecting = true;
  advance(book, last.plan.frame.periodEnd, () => undefined);
}

function readRow(book: Book, row: WorkRow, businessDate: IsoDate, projected: boolean): LoanRow {
  const { frame } = row.plan;
  const charges = { fee: 0n, penalty: 0n };
  for (const { component, amountMinor } of row.charges) charges[component] += amountMinor;
  const due = {
    penalty: charges.penalty + penaltyEarned(book.terms, row) - row.running.movedMinor,
    fee: charges.fee,
    interest: row.interestMinor,
    principal: row.principalMinor,
  };
  const paid = { ...row.paid };
  const waived = { ...row.waived };
  const outstanding = noAmounts();
  for (const component of components) {
    outstanding[component] = due[component] - paid[component] - waived[component];
  }
  const outstandingMinor = total(outstanding);
  const isPastDue = outstandingMinor > 0n && frame.dueDate < businessDate;
  return {
    number: row.number,
    kind: row.kind,
    periodStart: frame.periodStart,
    periodEnd: frame.periodEnd,
    dueDate: frame.dueDate,
    dueDateProvisional: frame.dueDateProvisional,
    days: frame.endDay - frame.startDay,
    due,
    paid,
    waived,
    outstanding,
    dueMinor: total(due),
    paidMinor: total(paid),
    outstandingMinor,
    paidInAdvanceMinor: row.advanceMinor,
    paidLateMinor: row.lateMinor,
    balanceMinor: row.balanceMinor,
    paidDate: outstandingMinor === 0n ? paidDateOf(row, projected) : null,
    daysPastDue: isPastDue ? daysBetween(frame.dueDate, businessDate) : 0,
    projected,
  };
}

/** A row ahead that is paid already was paid on its last payment; the projection itself pays nothing. */
function paidDateOf(row: WorkRow, projected: boolean): IsoDate | null {
  if (!projected) return row.paidDate;
  return row.lastPaidDate;
}

function total(amounts: ComponentAmounts): bigint {
  return amounts.penalty + amounts.fee + amounts.interest + amounts.principal;
}

/** What is past due by the rows' due dates, and the next amount to come. */
function dueFigures(book: Book, rows: readonly LoanRow[], businessDate: IsoDate) {
  const overdue = outstandingOf(rows, (row) => row.dueDate < businessDate);
  const overdueMinor = total(overdue);
  const materialityMinor = book.terms.materiality?.minor ?? 0n;
  const oldest = rows.find((row) => row.daysPastDue > 0) ?? null;
  const isPastDue = oldest !== null && overdueMinor > materialityMinor;
  const daysPastDue = isPastDue ? oldest.daysPastDue : 0;
  const next = rows.find((row) => row.dueDate >= businessDate && row.outstandingMinor > 0n);
  return {
    overdue,
    overdueMinor,
    daysPastDue,
    bucket: bucketOf(daysPastDue),
    oldestUnpaidDueDate: oldest?.dueDate ?? null,
    nextDueDate: next?.dueDate ?? null,
    nextDueMinor: next?.outstandingMinor ?? 0n,
  };
}

function outstandingOf(rows: readonly LoanRow[], counts: (row: LoanRow) => boolean): Amounts {
  const amounts = noAmounts();
  for (const row of rows) {
    if (row.outstandingMinor === 0n || !counts(row)) continue;
    for (const component of components) amounts[component] += row.outstanding[component];
  }
  return amounts;
}

function rowFigures(book: Book, rows: readonly LoanRow[]) {
  const paid = noAmounts();
  const waived = noAmounts();
  for (const row of rows) {
    for (const component of components) {
      paid[component] += row.paid[component];
      waived[component] += row.waived[component];
    }
  }
  const summed = rows.map(({ dueDate, due, dueMinor }) => ({
    dueDate,
    principalMinor: due.principal,
    interestMinor: due.interest,
    feesMinor: due.fee,
    penaltiesMinor: due.penalty,
    dueMinor,
  }));
  return {
    paid,
    waived,
    totals: sumRows(summed),
    maturityDate: rows.at(-1)?.dueDate ?? null,
    provisional: book.rows.some(({ plan }) => plan.frame.dueDateProvisional),
  };
}
