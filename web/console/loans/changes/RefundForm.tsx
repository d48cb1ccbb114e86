/** A credit balance on its way back to the borrower: small ones go at once, large ones by a request. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { askForRefund } from '../../../api/contracts/payments.ts';
import { useCommand } from '../../../api/use-command.ts';
import { refresh } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { Money } from '../../../components/Money.tsx';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { Loan } from '../loan.ts';

type Props = { readonly loan: Loan; readonly onEnd: () => void };

export function RefundForm({ loan, onEnd }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const { loanId, currency, creditBalance } = loan;
  const [amount, setAmount] = useState(creditBalance.amount);
  const command = useCommand(askForRefund, (outcome) => {
    const isAtOnce = outcome.kind === 'done' && outcome.body.status === 'confirmed';
    announce(t(isAtOnce ? 'refund.sent' : 'change.asked'));
    void refresh(client, '/v1/loans');
    void refresh(client, '/v1/refunds');
    onEnd();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('refund.ask')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('refund.hint')}
      </Text>
      <Group gap={6}>
        <Text size="sm">{t('figures.credit')}</Text>
        <Text size="sm" fw={600} component="div">
          <Money value={creditBalance} />
        </Text>
      </Group>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('refund.ask')}
        {...(amount === '' ? { blockedReason: t('refund.needs') } : {})}
        conflict={{ onReload: () => void refresh(client, '/v1/loans') }}
        onSubmit={() =>
          void command.send({ params: { loanId }, body: { amount: { amount, currency } } })
        }
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <MoneyInput
          data-autofocus
          maw={260}
          withAsterisk
          label={t('payment.amount')}
          currency={currency}
          value={amount}
          onChange={setAmount}
          {...fieldProps('/amount')}
        />
      </CommandForm>
    </Stack>
  );
}
