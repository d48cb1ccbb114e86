/** Every payment of a loan with the rows and components it was placed on; new money is registered here. */
import { Button, Collapse, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../../api/contract.ts';
import { listPayments } from '../../../api/contracts/loans.ts';
import { useRead } from '../../../api/use-read.ts';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { Money } from '../../../components/Money.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { ChannelWord } from '../ChannelWord.tsx';
import { ChangeForm } from '../changes/ChangeForm.tsx';
import { draftOf, type ChangeDraft } from '../changes/draft.ts';
import type { Loan } from '../loan.ts';
import classes from '../numbers.module.css';
import { PaymentForm } from '../PaymentForm.tsx';
import { Reading } from '../Reading.tsx';

type Payments = AnswerOf<typeof listPayments>;
type Payment = Payments['items'][number];
type Allocation = NonNullable<Payment['allocation']>;

/** What is open above the list. */
type Work = { readonly kind: 'receive' } | { readonly kind: 'change'; readonly draft: ChangeDraft };

export function PaymentsTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const { loanId, currency, businessDate } = loan;
  const query = useRead(listPayments, { params: { loanId } });
  const [work, setWork] = useState<Work | null>(null);
  const end = () => setWork(null);
  return (
    <Stack gap="md">
      {work === null && loan.actions.includes('payment.create') ? (
        <Group>
          <Button
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setWork({ kind: 'receive' })}
          >
            {t('payment.register')}
          </Button>
        </Group>
      ) : null}
      {work === null ? null : (
        <Paper withBorder p="md">
          {work.kind === 'receive' ? (
            <PaymentForm loan={{ loanId, currency, businessDate }} onEnd={end} />
          ) : (
            <ChangeForm loan={loan} start={work.draft} onEnd={end} />
          )}
        </Paper>
      )}
      <Reading query={query} what={t('tabs.payments')}>
        {(payments) => (
          <PaymentList
            payments={payments}
            mayChange={work === null && loan.actions.includes('loan-change.create')}
            onChange={(draft) => setWork({ kind: 'change', draft })}
          />
        )}
      </Reading>
    </Stack>
  );
}

type ListProps = {
  readonly payments: Payments;
  readonly mayChange: boolean;
  readonly onChange: (draft: ChangeDraft) => void;
};

function PaymentList({ payments, mayChange, onChange }: ListProps): ReactNode {
  const { t } = useTranslation('loans');
  const { items, creditUses } = payments;
  if (items.length === 0 && creditUses.length === 0)
    return <EmptyState reason="none" sentence={t('payment.none')} />;
  return (
    <Stack gap="xs">
      {items.toReversed().map((payment) => (
        <PaymentCard
          key={payment.paymentId}
          payment={payment}
          mayChange={mayChange}
          onChange={onChange}
        />
      ))}
      {creditUses.length === 0 ? null : (
        <>
          <Title order={2} size="h5" mt="sm">
            {t('payment.creditUses')}
          </Title>
          {creditUses.map((use) => (
            <Paper key={use.key} withBorder p="sm">
              <Group gap="sm" mb="xs">
                <DateText date={use.effectiveDate} />
                <Money value={use.amount} />
              </Group>
              <AllocationTable allocation={use} />
            </Paper>
          ))}
        </>
      )}
    </Stack>
  );
}

type CardProps = {
  readonly payment: Payment;
  readonly mayChange: boolean;
  readonly onChange: (draft: ChangeDraft) => void;
};

function PaymentCard({ payment, mayChange, onChange }: CardProps): ReactNode {
  const { t } = useTranslation('loans');
  const [isOpen, setOpen] = useState(false);
  const panelId = useId();
  const { paymentId, allocation, effectiveDate, receivedDate } = payment;
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <DateText date={effectiveDate} />
          <Text fw={600} size="sm" component="div">
            <Money value={payment.amount} />
          </Text>
          <Text size="sm">{t(`purpose.${payment.purpose}`)}</Text>
          <Text size="sm" c="dimmed">
            <ChannelWord code={payment.provider} /> · {payment.providerReference}
          </Text>
          <StatusBadge kind="payment" status={payment.status} />
          {receivedDate === effectiveDate ? null : (
            <Text size="xs" c="dimmed">
              {t('payment.receivedOn')} <DateText date={receivedDate} />
            </Text>
          )}
        </Group>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          aria-controls={panelId}
          rightSection={<Chevron size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('payment.allocation')}
        </Button>
      </Group>
      <Collapse expanded={isOpen} id={panelId}>
        <Stack gap="sm" mt="sm">
          {allocation === null ? (
            <Text size="sm" c="dimmed">
              {t(payment.status === 'received' ? 'payment.notPlaced' : 'payment.undone')}
            </Text>
          ) : (
            <AllocationTable allocation={allocation} />
          )}
          {mayChange && allocation !== null ? (
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                onClick={() => onChange({ ...draftOf('payment_reversal'), paymentId })}
              >
                {t('kind.payment_reversal')}
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  onChange({ ...draftOf('payment_correction'), paymentId, date: effectiveDate })
                }
              >
                {t('kind.payment_correction')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Collapse>
    </Paper>
  );
}

function AllocationTable({ allocation }: { readonly allocation: Allocation }): ReactNode {
  const { t } = useTranslation('loans');
  const { lines, credit, principalAfter } = allocation;
  return (
    <ScrollBox name={t('payment.allocation')}>
      <Table className={classes['table'] ?? ''} verticalSpacing={4} fz="sm" maw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('schedule.number')}</Table.Th>
            <Table.Th scope="col">{t('payment.component')}</Table.Th>
            <Table.Th scope="col">{t('payment.timing')}</Table.Th>
            <Table.Th scope="col" className={classes['number'] ?? ''}>
              {t('payment.amount')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, index) => (
            <Table.Tr key={index}>
              <Table.Td className="tabular">{line.installmentNumber}</Table.Td>
              <Table.Td>{t(`component.${line.component}`)}</Table.Td>
              <Table.Td>{t(`timing.${line.timing}`)}</Table.Td>
              <Table.Td className={classes['number'] ?? ''}>
                <Money value={line.amount} />
              </Table.Td>
            </Table.Tr>
          ))}
          {Number(credit.amount) === 0 ? null : (
            <Table.Tr>
              <Table.Td colSpan={3}>{t('payment.heldAsCredit')}</Table.Td>
              <Table.Td className={classes['number'] ?? ''}>
                <Money value={credit} />
              </Table.Td>
            </Table.Tr>
          )}
          <Table.Tr className={classes['total'] ?? ''}>
            <Table.Td colSpan={3}>{t('payment.sum')}</Table.Td>
            <Table.Td className={classes['number'] ?? ''}>
              <Money value={allocation.amount} />
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td colSpan={3}>{t('payment.principalAfter')}</Table.Td>
            <Table.Td className={classes['number'] ?? ''}>
              <Money value={principalAfter} />
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
