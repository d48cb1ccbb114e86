/** Takes back a disbursement that nobody has released yet. */
import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { cancelDisbursement } from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { ListedDisbursement } from './Disbursements.tsx';

type Props = { readonly disbursement: ListedDisbursement; readonly onDone: () => void };

export function TakeBack({ disbursement, onDone }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const [isAsked, setAsked] = useState(false);
  const { disbursementId } = disbursement;
  const command = useCommand(cancelDisbursement, () => {
    announce(t('disbursements.takenBack'));
    onDone();
  });
  return (
    <Stack gap="xs">
      {command.problem === null ? null : (
        <ErrorState what={t('disbursements.takeBack')} error={command.problem} onRetry={onDone} />
      )}
      <Group>
        <Button variant="default" disabled={command.isHeld} onClick={() => setAsked(true)}>
          {t('disbursements.takeBack')}
        </Button>
        {command.state.kind === 'unknown' ? (
          <Button variant="default" onClick={() => void command.check()}>
            {t('disbursements.askAgain')}
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        isOpen={isAsked}
        danger
        onClose={() => setAsked(false)}
        title={t('disbursements.takeBack')}
        facts={[
          { label: t('columns.application'), value: disbursement.applicationNumber },
          { label: t('columns.customer'), value: disbursement.customerName },
          { label: t('columns.amount'), value: <Money value={disbursement.amount} /> },
        ]}
        verb={t('disbursements.takeBack')}
        onConfirm={() => {
          setAsked(false);
          void command.send({ params: { disbursementId } });
        }}
      />
    </Stack>
  );
}
