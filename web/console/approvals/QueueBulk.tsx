/** What may be done with the rows that are selected: their sum, approving them together, reminding their people. */
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Money } from '../../components/Money.tsx';
import { sumAmounts } from '../../components/money-text.ts';
import { onDemand } from '../../app/on-demand.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { QueueLine, QueueName } from './queue.ts';

const BulkApprove = onDemand(async () => (await import('./BulkApprove.tsx')).BulkApprove);
const BulkRemind = onDemand(async () => (await import('./BulkRemind.tsx')).BulkRemind);

type Props = {
  readonly queue: QueueName;
  readonly lines: readonly QueueLine[];
  /** Everything chosen has been dealt with. */
  readonly onEnd: () => void;
};

export function QueueBulk({ queue, lines, onEnd }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const [isOpen, setOpen] = useState(false);
  const currencies = new Set(lines.map(({ amount }) => amount.currency));
  const [currency] = currencies;
  const total =
    currencies.size === 1 && currency !== undefined
      ? { amount: sumAmounts(lines.map(({ amount }) => amount.amount)), currency }
      : null;
  const close = () => setOpen(false);
  const finish = () => {
    setOpen(false);
    onEnd();
  };
  const isVote = queue === 'todo';
  return (
    <>
      {total === null ? null : (
        <Text size="sm" c="dimmed" component="div">
          {t('bulk.total')} <Money value={total} />
        </Text>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t(isVote ? 'bulk.approve' : 'bulk.remind')}
      </Button>
      {isVote ? (
        <BulkApprove isOpen={isOpen} lines={lines} onClose={close} onEnd={finish} />
      ) : (
        <BulkRemind isOpen={isOpen} lines={lines} onClose={close} onEnd={finish} />
      )}
    </>
  );
}
