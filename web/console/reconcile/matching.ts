/** What pages of matching share. */
import type { QueryClient } from '@tanstack/react-query';
import type { WireMoney } from '../../../domain/money.ts';
import type { AnswerOf, InputOf } from '../../api/contract.ts';
import type { confirmMatches, listBankLines } from '../../api/contracts/bank-statements.ts';
import { refresh } from '../../api/use-read.ts';

export type BankLine = AnswerOf<typeof listBankLines>['items'][number];
export type Decision = InputOf<typeof confirmMatches>['body']['matches'][number];
export type MatchResult = AnswerOf<typeof confirmMatches>['results'][number];

/** Reads again everything that a match moves. */
export function refreshMatches(client: QueryClient): void {
  const paths = [
    'bank-lines',
    'bank-days',
    'bank-statements',
    'payments',
    'suspense-payments',
    'loans',
  ];
  for (const path of paths) void refresh(client, `/v1/${path}`);
}

/** Money out carries its minus. */
export function signed(direction: 'in' | 'out', amount: WireMoney): WireMoney {
  return direction === 'in' ? amount : { ...amount, amount: `-${amount.amount}` };
}
