/** What people may do to a loan, in any order and also for days that are past, as steps of a life drawn at random. */
import fc from 'fast-check';
import { addDays, maxDate } from '../../../domain/calendar.ts';
import { DomainError } from '../../../domain/errors.ts';
import { emptyCalendar } from '../../../domain/schedule/working-days.ts';
import {
  assertChangeAllowed,
  type UnrecordedEvent,
} from '../../../domain/servicing/loan-change.ts';
import { quotePayoff } from '../../../domain/servicing/payoff.ts';
import { replayLoan } from '../../../domain/servicing/replay.ts';
import { startDate } from '../servicing/loans.ts';
import { cny, receive, record, settle, stateOf, type Life } from './life.ts';

type Action = (life: Life) => Life;

/** What is refused when it is asked for never becomes part of a loan. */
function tryChange(life: Life, events: readonly UnrecordedEvent[]): Life {
  try {
    for (const event of events) assertChangeAllowed(event, stateOf(life));
    const changed = events.reduce(record, life);
    replayLoan(
      life.terms,
      changed.events,
      maxDate(life.date, events[0]!.effectiveDate),
      emptyCalendar,
    );
    return changed;
  } catch (error) {
    if (error instanceof DomainError) return life;
    throw error;
  }
}

const wait = fc.tuple(fc.integer({ min: 1, max: 45 }), fc.boolean()).map(
  ([days, accrue]): Action =>
    (life) =>
      settle({ ...life, date: addDays(life.date, days) }, accrue),
);

const pay = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 3_000_000n }),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
    ),
    fc.constantFrom('payment', 'payment', 'prepayment', 'due'),
    fc.constantFrom('next_installments', 'reduce_term', 'reduce_installment', null),
  )
  .map(([minor, daysBack, kind, strategy]): Action => (life) => {
    const state = stateOf(life);
    const amount = kind === 'due' ? state.dueNowMinor : minor;
    if (amount === 0n) return life;
    let effectiveDate = maxDate(startDate, addDays(life.date, -daysBack));
    const written = state.writtenOffDate;
    if (written !== null) effectiveDate = maxDate(effectiveDate, written);
    const base = { paymentId: `p${life.events.length}`, amount: cny(amount), effectiveDate };
    if (written !== null) return receive(life, { ...base, kind: 'recovery' });
    const situation = life.badSince === null ? ('standard' as const) : ('non_performing' as const);
    return receive(
      life,
      kind === 'prepayment'
        ? { ...base, kind: 'prepayment', strategy, fee: null }
        : { ...base, kind: 'payment', situation },
    );
  });

const payOff = fc.integer({ min: 0, max: 3 }).map((days): Action => (life) => {
  const state = stateOf(life);
  if (state.status !== 'active') return life;
  const quote = quotePayoff({
    terms: life.terms,
    events: life.events,
    payoffDate: life.date,
    calendar: emptyCalendar,
    goodThroughDays: 3,
    payoffFee: null,
    interestRule: null,
  });
  if (quote.amount.minor <= 0n) return life;
  const date = addDays(life.date, days);
  return receive(
    { ...life, date },
    {
      kind: 'payoff',
      paymentId: `p${life.events.length}`,
      effectiveDate: date,
      amount: quote.amount,
      quotedAmount: quote.amount,
      goodThroughDate: quote.goodThroughDate,
      fee: null,
    },
  );
});

function openMoney({ events }: Life) {
  const undone = new Set(
    events.map((event) => (event.kind === 'reversal' ? event.reversedEventId : '')),
  );
  return events.filter((event) => 'paymentId' in event && !undone.has(event.eventId));
}

const giveBack = fc
  .tuple(fc.nat(), fc.constantFrom('returned', 'duplicate'))
  .map(([pick, reason]): Action => (life) => {
    const open = openMoney(life);
    const chosen = open[pick % Math.max(open.length, 1)];
    if (chosen === undefined) return life;
    return record(life, {
      kind: 'reversal',
      effectiveDate: life.date,
      reversedEventId: chosen.eventId,
      reason,
      railCode: null,
    });
  });

const correct = fc
  .tuple(fc.nat(), fc.integer({ min: 1, max: 40 }))
  .map(([pick, days]): Action => (life) => {
    const open = openMoney(life).filter(({ kind }) => kind === 'payment' || kind === 'prepayment');
    const chosen = open[pick % Math.max(open.length, 1)];
    if (chosen === undefined || stateOf(life).status === 'written_off') return life;
    const { eventId, seq: _s, recordedAt: _r, ...money } = chosen;
    const effectiveDate = maxDate(startDate, addDays(chosen.effectiveDate, -days));
    const undone = record(life, {
      kind: 'reversal',
      effectiveDate,
      reversedEventId: eventId,
      reason: 'correction',
      railCode: null,
    });
    return record(undone, { ...money, effectiveDate } as UnrecordedEvent);
  });

const change = fc
  .record({
    kind: fc.constantFrom(
      'rate',
      'rate_back',
      'restructure',
      'extension',
      'interest_only',
      'payment_holiday',
      'due_date_move',
      'pause',
      'tranche',
      'refund',
      'write_off',
      'waiver',
      'waiver_all',
      'fee',
      'penalty',
      'return',
    ),
    minor: fc.bigInt({ min: 1n, max: 60_000n }),
    n: fc.integer({ min: 1, max: 6 }),
    arrears: fc.record({
      interest: fc.constantFrom('capitalize', 'carry', 'first_installment', 'waive'),
      penalty: fc.constantFrom('capitalize', 'carry', 'first_installment', 'waive'),
      fee: fc.constantFrom('capitalize', 'carry', 'first_installment', 'waive'),
    }),
    grace: fc.record({
      principal: fc.integer({ min: 0, max: 2 }),
      interest: fc.integer({ min: 0, max: 2 }),
      interestFree: fc.constantFrom(0, 0, 1),
    }),
    component: fc.constantFrom('interest', 'penalty', 'fee'),
  })
  .map(({ kind, minor, n, arrears, grace, component }): Action => (life) => {
    const { date: effectiveDate } = life;
    const state = stateOf(life);
    const terms = (given: object) => [
      { kind: 'terms_change', effectiveDate, reason: 'test', change: given } as UnrecordedEvent,
    ];
    switch (kind) {
      case 'rate':
        return tryChange(life, [{ kind: 'rate_change', effectiveDate, annualRatePpm: n * 20_000 }]);
      case 'rate_back':
        return tryChange(life, [
          {
            kind: 'rate_change',
            effectiveDate: maxDate(startDate, addDays(effectiveDate, -n * 9)),
            annualRatePpm: n * 20_000,
          },
        ]);
      case 'restructure':
        return tryChange(
          life,
          terms({
            type: kind,
            installments: n + 2,
            firstDueDate: null,
            annualRatePpm: n % 2 === 0 ? null : 30_000,
            grace,
            arrears,
          }),
        );
      case 'extension':
        return tryChange(life, terms({ type: kind, extraInstallments: n }));
      case 'interest_only':
      case 'payment_holiday':
        return tryChange(life, terms({ type: kind, rows: n }));
      case 'due_date_move':
        return tryChange(life, terms({ type: kind, nextDueDate: addDays(effectiveDate, n * 8) }));
      case 'pause':
        return tryChange(
          life,
          terms({
            type: kind,
            untilDate: addDays(effectiveDate, n * 5),
            interest: n % 2 === 0,
            penalty: n % 3 === 0,
          }),
        );
      case 'tranche':
        if (state.status !== 'active') return life;
        return tryChange(life, [
          { kind: 'disbursement', effectiveDate, amount: cny(minor * 50n), deductedFee: null },
        ]);
      case 'refund':
        if (state.creditBalanceMinor === 0n) return life;
        return tryChange(life, [
          { kind: 'refund', effectiveDate, amount: cny(state.creditBalanceMinor) },
        ]);
      case 'write_off':
        return tryChange(life, [{ kind: 'write_off', effectiveDate, reason: 'death' }]);
      case 'waiver':
      case 'waiver_all': {
        const owed = state.rows
          .filter(({ projected }) => !projected)
          .reduce((total, row) => total + row.outstanding[component], 0n);
        const amount = kind === 'waiver_all' || minor > owed ? owed : minor;
        if (amount === 0n) return life;
        return tryChange(life, [
          {
            kind: 'waiver',
            effectiveDate,
            reason: 'goodwill',
            lines: [{ component, installmentNumber: null, amount: cny(amount) }],
          },
        ]);
      }
      case 'fee':
      case 'penalty':
        return tryChange(life, [
          {
            kind: 'charge',
            effectiveDate,
            component: kind,
            code: 'letter',
            amount: cny(minor),
            dueDate: addDays(effectiveDate, (n % 3) * 4),
          },
        ]);
      case 'return':
        if (life.badSince === null || state.overdueMinor > 0n) return life;
        return tryChange(life, [{ kind: 'return_to_performing', effectiveDate, reason: 'test' }]);
    }
  });

export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: wait },
  { weight: 5, arbitrary: pay },
  { weight: 1, arbitrary: payOff },
  { weight: 1, arbitrary: giveBack },
  { weight: 1, arbitrary: correct },
  { weight: 5, arbitrary: change },
);
