/** What a line or a payment may be, and by which facts that was found. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import type { listBankLines } from '../../api/contracts/bank-statements.ts';
import { PageLink } from '../../app/links.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export type Suggestion = AnswerOf<typeof listBankLines>['items'][number]['suggestions'][number];

export function SuggestionText({ suggestion }: { readonly suggestion: Suggestion }): ReactNode {
  const { t } = useTranslation('payments');
  const { kind, loanId, loanNumber, customerName, reference } = suggestion;
  return (
    <Stack gap={0}>
      <Text size="sm" component="div">
        {t(`bank.suggested.${kind}`)}{' '}
        {loanId === null ? (
          reference
        ) : (
          <PageLink to="/loans/$loanId" params={{ loanId }} underline="always">
            {loanNumber ?? loanId}
          </PageLink>
        )}{' '}
        {customerName}
      </Text>
      <Text size="xs" c="dimmed">
        <ReasonText suggestion={suggestion} />
      </Text>
    </Stack>
  );
}

export function ReasonText({
  suggestion: { strength, reasons },
}: {
  readonly suggestion: Pick<Suggestion, 'strength' | 'reasons'>;
}): ReactNode {
  const { t } = useTranslation('payments');
  const words = reasons.map((reason) => t(`bank.reasons.${reason}`)).join(' + ');
  return `${t(`bank.strengths.${strength}`)} · ${words}`;
}
