/** What may be done with the rows that are selected: their sum, approving them together, reminding their people. */
import { Button, Text } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { Money } from '../../components/Money.tsx';
import { sumAmounts } from '../../components/money-text.ts';
import { onDemand } from '../../app/on-demand.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { QueueLine, QueueName } from './queue.ts';

const BulkApprove = onDemand(async () => (await import('./BulkApprove.tsx')).BulkApprove);
const BulkTransfer = onDemand(async () => (await import('./BulkTransfer.tsx')).BulkTransfer);
const BulkRemind = onDemand(async () => (await import('./BulkRemind.tsx')).BulkRemind);

const dialogs = { approve: BulkApprove, transfer: BulkTransfer, remind: BulkRemind } as const;
type Step = keyof typeof dialogs;

/** What holds of one's own tasks, and of those that others hold. */
const stepsOf: { readonly [Q in QueueName]?: readonly Step[] } = {
  todo: ['approve', 'transfer'],
  started: ['remind'],
  all: ['remind'],
};

type Props = {
  readonly queue: QueueName;
  readonly lines: readonly QueueLine[];
  /** Everything chosen has been dealt with. */
  readonly onEnd: () => void;
};

export function QueueBulk({ queue, lines, onEnd }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const [open, setOpen] = useState<Step | null>(null);
  const currencies = new Set(lines.map(({ amount }) => amount.currency));
  const [currency] = currencies;
  const total =
    currencies.size === 1 && currency !== undefined
      ? { amount: sumAmounts(lines.map(({ amount }) => amount.amount)), currency }
      : null;
  const close = () => setOpen(null);
  const finish = () => {
    setOpen(null);
    onEnd();
  };
  const steps = stepsOf[queue] ?? [];
  return (
    <>
      {total === null ? null : (
        <Text size="sm" c="dimmed" component="div">
          {t('bulk.total')} <Money value={total} />
        </Text>
      )}
      {steps.map((step) => {
        const Dialog = dialogs[step];
        return (
          <Fragment key={step}>
            <Button size="compact-sm" variant="default" onClick={() => setOpen(step)}>
              {t(`bulk.${step}`)}
            </Button>
            <Dialog isOpen={open === step} lines={lines} onClose={close} onEnd={finish} />
          </Fragment>
        );
      })}
    </>
  );
}
