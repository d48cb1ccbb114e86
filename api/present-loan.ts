/** The wire form of what a replay says: rows, totals, amounts by component. */
import type { z } from 'zod';
import { maskName } from '../domain/masks.ts';
import { money, toWireMoney, type Currency, type WireMoney } from '../domain/money.ts';
import type { ScheduleTotals } from '../domain/schedule/terms.ts';
import { sumYears } from '../domain/schedule/totals.ts';
import type { ComponentAmounts, LoanRow, LoanState } from '../domain/servicing/state.ts';
import type { Actor } from './context.ts';
import type * as wire from './schemas/loans.ts';

/** A company's name is public, a person's is theirs to see. */
export function presentName(
  {
    customerName,
    customerKind,
  }: { readonly customerName: string; readonly customerKind: 'person' | 'company' },
  actor: Actor,
): string {
  const isShown = customerKind === 'company' || actor.kind === 'borrower';
  return isShown ? customerName : maskName(customerName);
}

export function presentSchedule({
  loan: { currency },
  state,
}: {
  readonly loan: { readonly currency: Currency };
  readonly state: LoanState;
}): z.output<typeof wire.loanSchedule> {
  const years = sumYears(
    state.rows.map(({ due, dueDate, dueMinor }) => ({
      dueDate,
      dueMinor,
      principalMinor: due.principal,
      interestMinor: due.interest,
      feesMinor: due.fee,
      penaltiesMinor: due.penalty,
    })),
  );
  return {
    businessDate: state.businessDate,
    rows: state.rows.map((row) => presentRow(row, currency)),
    totals: totalsToWire(state.totals, currency),
    years: years.map(({ year, ...totals }) => ({ year, ...totalsToWire(totals, currency) })),
    isProvisional: state.provisional,
  };
}

function presentRow(row: LoanRow, currency: Currency): z.output<typeof wire.loanRow> {
  const inCurrency = (minor: bigint) => toWireMoney(money(minor, currency));
  return {
    number: row.number,
    kind: row.kind,
    periodStart: row.periodStart,
    periodEnd: row.periodEnd,
    dueDate: row.dueDate,
    dueDateProvisional: row.dueDateProvisional,
    days: row.days,
    due: amountsToWire(row.due, currency),
    paid: amountsToWire(row.paid, currency),
    waived: amountsToWire(row.waived, currency),
    outstanding: amountsToWire(row.outstanding, currency),
    dueTotal: inCurrency(row.dueMinor),
    paidTotal: inCurrency(row.paidMinor),
    outstandingTotal: inCurrency(row.outstandingMinor),
    balance: inCurrency(row.balanceMinor),
    paidDate: row.paidDate,
    daysPastDue: row.daysPastDue,
    projected: row.projected,
  };
}

export function amountsToWire(amounts: ComponentAmounts, currency: Currency) {
  const inCurrency = (minor: bigint): WireMoney => toWireMoney(money(minor, currency));
  return {
    penalty: inCurrency(amounts.penalty),
    fee: inCurrency(amounts.fee),
    interest: inCurrency(amounts.interest),
    principal: inCurrency(amounts.principal),
  };
}

export function totalsToWire(totals: ScheduleTotals, currency: Currency) {
  const inCurrency = (minor: bigint): WireMoney => toWireMoney(money(minor, currency));
  return {
    principal: inCurrency(totals.principalMinor),
    interest: inCurrency(totals.interestMinor),
    fees: inCurrency(totals.feesMinor),
    penalties: inCurrency(totals.penaltiesMinor),
    due: inCurrency(totals.dueMinor),
  };
}
