/** Interest, fees or penalties given up on own authority; above the own limit the API turns it into a request. */
import { Button, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { waiverReasons } from '../../../../domain/choices.ts';
import { askForWaiver } from '../../../api/contracts/loans.ts';
import { useCommand } from '../../../api/use-command.ts';
import { refresh } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { Loan } from '../loan.ts';
import { waivedComponents } from './draft.ts';

const nothing = { interest: '', fee: '', penalty: '' };

type Props = { readonly loan: Loan; readonly onEnd: (isDone: boolean) => void };

export function WaiverForm({ loan, onEnd }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const { loanId, currency } = loan;
  const [amounts, setAmounts] = useState(nothing);
  const [reason, setReason] = useState<(typeof waiverReasons)[number] | null>(null);
  const command = useCommand(askForWaiver, (outcome) => {
    const isAtOnce = outcome.kind === 'done' && outcome.body.status === 'confirmed';
    announce(t(isAtOnce ? 'change.waived' : 'change.asked'));
    void refresh(client, '/v1/loans');
    onEnd(isAtOnce);
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const lines = waivedComponents
    .filter((component) => amounts[component] !== '')
    .map((component) => ({ component, amount: { amount: amounts[component], currency } }));
  const isReady = lines.length > 0 && reason !== null;
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('change.waive')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('change.waiveHint')}
      </Text>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('change.waive')}
        {...(isReady ? {} : { blockedReason: t('change.needs') })}
        conflict={{ onReload: () => void refresh(client, '/v1/loans') }}
        onSubmit={() =>
          reason !== null && void command.send({ params: { loanId }, body: { reason, lines } })
        }
        aside={
          <Button variant="default" onClick={() => onEnd(false)}>
            {t('components:cancel')}
          </Button>
        }
      >
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" maw={900}>
          {waivedComponents.map((component) => (
            <MoneyInput
              key={component}
              label={t(`component.${component}`)}
              currency={currency}
              value={amounts[component]}
              onChange={(amount) => setAmounts((now) => ({ ...now, [component]: amount }))}
            />
          ))}
        </SimpleGrid>
        <Select
          maw={300}
          label={t('change.reasonCode')}
          withAsterisk
          data={waiverReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          value={reason}
          onChange={setReason}
          {...fieldProps('/reason')}
        />
      </CommandForm>
    </Stack>
  );
}
