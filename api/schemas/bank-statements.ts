/** Bank statements, their lines and the comparison with the ledger as JSON. */
import { z } from 'zod';
import { matchReasons, recordKinds } from '../../domain/bank-statement/matching.ts';
import { rowFaults, statementColumns } from '../../domain/bank-statement/statement.ts';
import { id, instant, isoDate, pageOf, pageQuery, paging, text, wireMoney } from './common.ts';

export const MAX_STATEMENT_CHARACTERS = 2_000_000;

export const newStatement = z.strictObject({
  channel: text(60).default('bank'),
  fileName: text(200),
  content: z
    .string()
    .min(1)
    .max(MAX_STATEMENT_CHARACTERS)
    .meta({ description: 'The text of a CSV file whose first row heads the columns' }),
});

const rowFault = z.object({
  row: z.number().int(),
  column: z.enum(statementColumns),
  fault: z.enum([...rowFaults, 'booked_otherwise']),
  value: z.string(),
});

/** What a file would bring; nothing of it is kept. */
export const statementCheck = z
  .object({
    newLineCount: z.number().int(),
    knownLineCount: z.number().int(),
    faultCount: z.number().int(),
    faults: z.array(rowFault).meta({ description: 'At most 500' }),
    fromDate: isoDate.nullable(),
    toDate: isoDate.nullable(),
    moneyIn: wireMoney,
    moneyOut: wireMoney,
    importedStatementId: id.nullable(),
    importedAt: instant.nullable(),
  })
  .meta({ id: 'BankStatementCheck' });

export const statement = z
  .object({
    statementId: id,
    channel: z.string(),
    fileName: z.string(),
    fromDate: isoDate,
    toDate: isoDate,
    lineCount: z.number().int(),
    openLineCount: z.number().int(),
    moneyIn: wireMoney,
    moneyOut: wireMoney,
    importedByName: z.string().nullable(),
    importedAt: instant,
  })
  .meta({ id: 'BankStatement' });

export const statementQuery = pageQuery;
export const statements = pageOf(statement);

const direction = z.enum(['in', 'out']);

export const suggestion = z
  .object({
    kind: z.enum([...recordKinds, 'loan']),
    id,
    loanId: id.nullable(),
    loanNumber: z.string().nullable(),
    customerName: z.string().nullable().meta({ description: 'Masked for persons' }),
    reference: z.string().nullable(),
    reasons: z.array(z.enum(matchReasons)),
    strength: z.enum(['certain', 'likely', 'possible']),
  })
  .meta({ id: 'MatchSuggestion' });

export const bankLine = z
  .object({
    lineId: id,
    statementId: id,
    channel: z.string(),
    bookedDate: isoDate,
    direction,
    amount: wireMoney,
    reference: z.string(),
    payerName: z.string().nullable().meta({ description: 'Masked' }),
    payerAccountMask: z.string().nullable(),
    remark: z.string().nullable(),
    match: z.object({ kind: z.enum(recordKinds), id }).nullable(),
    matchedByName: z.string().nullable(),
    matchedAt: instant.nullable(),
    suggestions: z.array(suggestion),
  })
  .meta({ id: 'BankLine' });

export const lineQuery = z.strictObject({
  ...paging,
  state: z.enum(['open', 'matched']).optional(),
  bookedDate: isoDate.optional(),
});
export const bankLines = pageOf(bankLine);

const decision = z.discriminatedUnion('as', [
  z.strictObject({ lineId: id, as: z.enum(recordKinds), id }),
  z.strictObject({ lineId: id, as: z.literal('loan'), id }),
  z.strictObject({ lineId: id, as: z.literal('suspense') }),
]);

export const newMatches = z.strictObject({ matches: z.array(decision).min(1).max(100) });

export const matched = z.object({
  results: z.array(
    z.object({
      lineId: id,
      isMatched: z.boolean(),
      paymentId: id.nullable(),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});

export const dayQuery = z.strictObject({
  fromDate: isoDate.optional(),
  toDate: isoDate.optional(),
});

export const bankDay = z
  .object({
    date: isoDate,
    state: z.enum(['agrees', 'differs', 'no_statement']),
    bankIn: wireMoney,
    bankOut: wireMoney,
    bank: wireMoney,
    ledger: wireMoney,
    difference: wireMoney,
    openLineCount: z.number().int(),
  })
  .meta({ id: 'BankDay' });

export const bankDays = z.object({ fromDate: isoDate, toDate: isoDate, items: z.array(bankDay) });

export const dayParams = z.strictObject({ date: isoDate });

export const dayItems = z.object({
  items: z.array(
    z.object({
      kind: z.enum([...recordKinds, 'line']),
      id,
      reference: z.string().nullable(),
      direction,
      amount: wireMoney,
      why: z.enum(['not_in_books', 'not_on_statement', 'other_day']),
      otherDate: isoDate.nullable(),
      loanId: id.nullable(),
      loanNumber: z.string().nullable(),
    }),
  ),
});
