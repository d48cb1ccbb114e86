import type * as wire from '../../../api/schemas/bank-statements.ts';
import { read, write } from '../contract.ts';

export const listStatements = read<{
  query: typeof wire.statementQuery;
  answer: typeof wire.statements;
}>('/v1/bank-statements');

export const checkStatement = write<{
  body: typeof wire.newStatement;
  answer: typeof wire.statementCheck;
}>('POST', '/v1/bank-statement-checks');

export const importStatement = write<{
  body: typeof wire.newStatement;
  answer: typeof wire.statement;
}>('POST', '/v1/bank-statements');

export const listBankLines = read<{
  query: typeof wire.lineQuery;
  answer: typeof wire.bankLines;
}>('/v1/bank-lines');

export const confirmMatches = write<{
  body: typeof wire.newMatches;
  answer: typeof wire.matched;
}>('POST', '/v1/bank-line-matches');

export const listBankDays = read<{
  query: typeof wire.dayQuery;
  answer: typeof wire.bankDays;
}>('/v1/bank-days');

export const listDayItems = read<{
  params: typeof wire.dayParams;
  answer: typeof wire.dayItems;
}>('/v1/bank-days/:date');
