/** What a loan would look like, for a calculator: no loan is needed and none is made. */
import type { z } from 'zod';
import { money, toWireMoney } from '../../domain/money.ts';
import { explainRow, stretchesOf } from '../../domain/schedule/explain.ts';
import type { Schedule, ScheduleRow } from '../../domain/schedule/terms.ts';
import { toWire } from '../../domain/wire.ts';
import { previewSchedule, type SchedulePreview } from '../commands/schedule-previews.ts';
import { totalsToWire } from '../present-loan.ts';
import { defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/schedule-previews.ts';

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: '/v1/schedule-previews',
    access: 'signed_in',
    tag: 'loans',
    summary: 'Compute a schedule with its all-in annual rate, and say how each row came about',
    body: wire.schedulePreview,
    response: wire.schedulePreviewAnswer,
    refusals: [
      'rate_out_of_range',
      'term_out_of_range',
      'grace_out_of_range',
      'amount_not_positive',
      'currency_mismatch',
      'down_payment_out_of_range',
      'disbursement_outside_term',
      'first_due_date_too_early',
      'multiple_exceeds_installment',
      'balloon_exceeds_principal',
      'custom_rows_do_not_sum',
      'custom_rows_unordered',
    ],
    command: async (trx, { body }) => ({ body: present(await previewSchedule(trx, body)) }),
  }),
];

function present({
  schedule,
  allIn,
  floating,
}: SchedulePreview): z.output<typeof wire.schedulePreviewAnswer> {
  const { currency, levelMinor, smoothed, provisional, rounding } = schedule;
  return {
    currency,
    rows: schedule.rows.map((row) => presentRow(schedule, row)),
    level: levelMinor === null ? null : toWireMoney(money(levelMinor, currency)),
    smoothed,
    rounding: toWire(rounding, currency) as Record<string, unknown>,
    totals: totalsToWire(schedule.totals, currency),
    years: schedule.years.map(({ year, ...totals }) => ({
      year,
      ...totalsToWire(totals, currency),
    })),
    isProvisional: provisional,
    allInSimplePpm: allIn.simplePpm,
    allInCompoundPpm: allIn.compoundPpm,
    allInBasis: allIn.basis,
    floating,
  };
}

function presentRow(schedule: Schedule, row: ScheduleRow): z.output<typeof wire.previewRow> {
  const { rounding, interest, principal } = explainRow(schedule, row);
  const { annualRatePpm: _rate, numerator: _part, denominator: _year, ...rest } = row;
  const stretches = stretchesOf(row);
  const shown = toWire({ ...rest, stretches }, schedule.currency) as Omit<
    z.output<typeof wire.previewRow>,
    'explanation'
  >;
  return { ...shown, explanation: { rounding, interest: [...interest], principal } };
}
