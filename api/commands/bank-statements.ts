/**
 * Import of a bank's statement: all of a file or nothing. A file that was taken before is recognised by its content, a
 * line by the bank's reference, so that overlapping files never bring a booking twice.
 */
import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findStatement,
  findStatementByHash,
  insertBankLines,
  insertStatement,
  listKnownLines,
  type BankStatement,
  type KnownLine,
} from '../../db/queries/bank-statements.ts';
import type { DB } from '../../db/tables.ts';
import {
  readStatement,
  type RowFault,
  type StatementLine,
} from '../../domain/bank-statement/statement.ts';
import { maxDate, minDate, type Instant, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { sum, toWireMoney, type Currency } from '../../domain/money.ts';
import type { KeyRing } from '../../ops/keys.ts';
import { readCsvRows } from '../csv-rows.ts';
import { sealBankAccount } from '../sealing.ts';
import type { Caller } from './caller.ts';

/** The house keeps its account with the bank in one currency. */
const currency: Currency = 'CNY';

export type StatementFile = {
  readonly channel: string;
  readonly fileName: string;
  readonly content: string;
};

export type FileFault = Omit<RowFault, 'fault'> & {
  readonly fault: RowFault['fault'] | 'booked_otherwise';
};

export type CheckedFile = {
  readonly contentHash: string;
  /** Lines no earlier statement has brought. */
  readonly lines: readonly StatementLine[];
  readonly knownLineCount: number;
  readonly faults: readonly FileFault[];
  readonly fromDate: IsoDate | null;
  readonly toDate: IsoDate | null;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  /** The statement this file, or every line of it, was taken with before. */
  readonly imported: { readonly statementId: string; readonly importedAt: Instant | null } | null;
};

/** Reads a file as the import would; nothing is written. */
export async function checkStatement(
  db: Kysely<DB>,
  { channel, content }: StatementFile,
  businessDate: IsoDate,
): Promise<CheckedFile> {
  const contentHash = createHash('sha256').update(`${channel}\n${content}`).digest('hex');
  const { lines, faults } = readStatement(readCsvRows(content), { currency, businessDate });
  const references = lines.map(({ reference }) => reference);
  const found = await listKnownLines(db, channel, references);
  const known = new Map(found.map((line) => [line.reference, line]));
  const fresh = lines.filter(({ reference }) => !known.has(reference));
  const dates = lines.map(({ bookedDate }) => bookedDate);
  const total = (direction: 'in' | 'out') =>
    sum(fresh.filter((line) => line.direction === direction).map(({ amount }) => amount.minor));
  const [first] = found;
  const wasTaken = await findStatementByHash(db, contentHash);
  const isAllKnown = first !== undefined && fresh.length === 0 && faults.length === 0;
  return {
    contentHash,
    lines: fresh,
    knownLineCount: lines.length - fresh.length,
    faults: [...faults, ...bookedOtherwise(lines, known)],
    fromDate: dates.length === 0 ? null : dates.reduce(minDate),
    toDate: dates.length === 0 ? null : dates.reduce(maxDate),
    inMinor: total('in'),
    outMinor: total('out'),
    imported:
      wasTaken ?? (isAllKnown ? { statementId: first.statementId, importedAt: null } : null),
  };
}

/** A bank does not change what it has booked: another amount under one reference is a fault of one of the files. */
function bookedOtherwise(
  lines: readonly StatementLine[],
  known: ReadonlyMap<string, KnownLine>,
): FileFault[] {
  return lines.flatMap(({ row, reference, direction, amount, bookedDate }) => {
    const line = known.get(reference);
    const isSame =
      line === undefined ||
      (line.direction === direction &&
        line.amountMinor === amount.minor &&
        line.bookedDate === bookedDate);
    const fault = 'booked_otherwise';
    return isSame ? [] : [{ row, column: 'reference', fault, value: reference } as const];
  });
}

/** @throws DomainError `statement_already_imported`, `statement_unreadable` */
export async function importStatement(
  trx: Transaction<DB>,
  caller: Caller,
  keys: KeyRing,
  file: StatementFile,
): Promise<BankStatement> {
  const { actor, clock } = caller;
  const statement = assertTakable(await checkStatement(trx, file, clock.businessDate));
  const { lines, contentHash, fromDate, toDate, inMinor, outMinor } = statement;
  const { channel, fileName } = file;
  const statementId = await insertStatement(trx, {
    channel,
    fileName,
    contentHash,
    currency,
    fromDate,
    toDate,
    inMinor,
    outMinor,
    lineCount: lines.length,
    importedBy: actor.actorId,
    importedAt: clock.now,
  });
  // Two people sent one file at the same moment: the second finds the first's.
  if (statementId === undefined) throw await alreadyImported(trx, contentHash);
  await insertBankLines(
    trx,
    { statementId, channel },
    lines.map(({ payerAccount, ...line }) => sealed(line, payerAccount, keys)),
  );
  const saved = await findStatement(trx, statementId);
  invariant(saved !== undefined, 'a statement just written can be read');
  await audit(trx, caller, saved);
  return saved;
}

function assertTakable(checked: CheckedFile) {
  const { imported, faults, fromDate, toDate } = checked;
  if (imported !== null)
    throw new DomainError('statement_already_imported', { statementId: imported.statementId });
  if (faults.length > 0 || fromDate === null || toDate === null)
    throw new DomainError('statement_unreadable', { faultCount: faults.length });
  return { ...checked, fromDate, toDate };
}

async function alreadyImported(trx: Transaction<DB>, contentHash: string): Promise<DomainError> {
  const taken = await findStatementByHash(trx, contentHash);
  invariant(taken !== undefined, 'the content is taken by a statement');
  return new DomainError('statement_already_imported', { statementId: taken.statementId });
}

async function audit(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  statement: BankStatement,
): Promise<void> {
  const { statementId, channel, fileName, fromDate, toDate, lineCount } = statement;
  const moneyIn = toWireMoney(statement.moneyIn);
  const moneyOut = toWireMoney(statement.moneyOut);
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'bank_statement.imported',
    subjectType: 'bank_statement',
    subjectId: statementId,
    after: { channel, fileName, fromDate, toDate, lineCount, moneyIn, moneyOut },
    businessDate: clock.businessDate,
    requestId,
  });
}

/** Of an account number only what finds it again and what a person recognises is kept. */
function sealed(
  line: Omit<StatementLine, 'payerAccount'>,
  payerAccount: string | null,
  keys: KeyRing,
) {
  const account = payerAccount === null ? null : sealBankAccount(keys, payerAccount);
  return {
    ...line,
    payerAccountIndex: account?.index ?? null,
    payerAccountMask: account?.mask ?? null,
  };
}
