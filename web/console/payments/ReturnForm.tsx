/** The borrower's bank has sent a refund back: why, and the money is a credit balance again. */
import { Button, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { recordReturn } from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';

type Props = { readonly refundId: string; readonly onEnd: () => void };

export function ReturnForm({ refundId, onEnd }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const [railCode, setRailCode] = useState('');
  const [comment, setComment] = useState('');
  const again = () => void refresh(client, '/v1/refunds');
  const command = useCommand(recordReturn, () => {
    announce(t('refunds.returned'));
    again();
    void refresh(client, '/v1/loans');
    onEnd();
  });
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const isReady = railCode.trim() !== '' && comment.trim() !== '';
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('refunds.return')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('refunds.returnHint')}
      </Text>
      <CommandForm
        command={command}
        refused={refused}
        verb={t('refunds.return')}
        {...(isReady ? {} : { blockedReason: t('refunds.returnNeeds') })}
        conflict={{ mine: comment, onReload: again }}
        onSubmit={() => void command.send({ params: { refundId }, body: { railCode, comment } })}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <TextInput
          data-autofocus
          maw={300}
          label={t('refunds.railCode')}
          placeholder="AC04"
          withAsterisk
          maxLength={35}
          value={railCode}
          onChange={({ currentTarget }) => setRailCode(currentTarget.value)}
          {...fieldProps('/railCode')}
        />
        <Textarea
          maw={700}
          label={t('reconcile.comment')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={1_000}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
          {...fieldProps('/comment')}
        />
      </CommandForm>
    </Stack>
  );
}
