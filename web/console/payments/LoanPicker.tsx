/** Finds a running loan by the beginning of its number; the borrower and what is due stand beside it. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { listLoans } from '../../api/contracts/loans.ts';
import { useRead } from '../../api/use-read.ts';
import { moneyText } from '../../components/money-text.ts';
import { useTranslation } from '../../i18n/use-words.ts';

export type PickedLoan = AnswerOf<typeof listLoans>['items'][number];

type Props = {
  readonly value: PickedLoan | null;
  readonly onChange: (loan: PickedLoan | null) => void;
};

export function LoanPicker({ value, onChange }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.split(' ')[0] ?? '', 250);
  const found = useRead(listLoans, {
    query: { size: 20, status: 'active', ...(search === '' ? {} : { search }) },
  });
  const loans = found.data?.items ?? [];
  const shown =
    value === null || loans.some(({ loanId }) => loanId === value.loanId)
      ? loans
      : [value, ...loans];
  return (
    <Select
      maw={520}
      data-autofocus
      label={t('picker.label')}
      placeholder={t('picker.placeholder')}
      searchable
      clearable
      withAsterisk
      nothingFoundMessage={t('picker.nothing')}
      data={shown.map((loan) => ({ value: loan.loanId, label: labelOf(loan) }))}
      // The server has filtered already.
      filter={({ options }) => options}
      value={value?.loanId ?? null}
      onSearchChange={setText}
      onChange={(loanId) => onChange(shown.find((loan) => loan.loanId === loanId) ?? null)}
    />
  );
}

function labelOf({ number, customerName, nextDue, overdue }: PickedLoan): string {
  const owed = Number(overdue.amount) > 0 ? overdue : nextDue;
  return `${number} ${customerName} ${moneyText(owed)}`;
}
