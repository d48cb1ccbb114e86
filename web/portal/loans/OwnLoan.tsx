/** What do I owe on this loan, when, and what have I paid? Paying, paying off and asking for help are equally near. */
import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { listOwnPayments, readOwnLoan, readOwnSchedule } from '../../api/contracts/my-loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { civilText } from '../../components/date-text.ts';
import { Money } from '../../components/Money.tsx';
import { isZero, moneyText } from '../../components/money-text.ts';
import { percentText } from '../../components/percent-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { RowTable } from '../parts/RowTable.tsx';
import { Facts, Section } from '../parts/Section.tsx';

export type Loan = AnswerOf<typeof readOwnLoan>;

export function OwnLoan(): ReactNode {
  const { loanId } = useParams({ strict: false }) as { loanId: string };
  const query = useRead(readOwnLoan, { params: { loanId } });
  return (
    <Reading query={query} isPage>
      {(loan) => <Content loan={loan} />}
    </Reading>
  );
}

function Content({ loan }: { readonly loan: Loan }): ReactNode {
  const { t, language, word } = usePortalWords();
  const { loanId, promise, contactStoppedUntil } = loan;
  return (
    <Stack>
      <PageHeader title={t('loan.title', { number: loan.number })} />
      <Text>
        {loan.product[language]} · {t(`loans.status.${loan.status}`)}
      </Text>
      {loan.status === 'closed' ? null : <DueNow loan={loan} />}
      {contactStoppedUntil === null ? null : (
        <Alert color="blue">
          {t('loan.stopped', { date: civilText(contactStoppedUntil, language, true) })}
        </Alert>
      )}
      {promise.parts.length === 0 ? null : (
        <Section title={t('loan.promise')}>
          {promise.parts.map(({ amount, promiseDate, status }) => (
            <Text key={promiseDate}>
              {t('loan.promiseLine', { date: promiseDate, amount: moneyText(amount) })} ·{' '}
              {word('loan.promiseStatus', status)}
            </Text>
          ))}
        </Section>
      )}
      <Orders loan={loan} />
      <ScheduleSection loanId={loanId} />
      <PaymentSection loanId={loanId} />
      <FactSection loan={loan} />
      <Section title={t('loan.files')}>
        <Anchor href={`/v1/my/loans/${loanId}/statement/file`} download>
          {t('loan.statement')}
        </Anchor>
        <Anchor href={`/v1/my/loans/${loanId}/calendar`} download>
          {t('loan.calendar')}
        </Anchor>
      </Section>
    </Stack>
  );
}

/** The amount that counts today, or the next one, with the three ways on. */
function DueNow({ loan }: { readonly loan: Loan }): ReactNode {
  const { t, language } = usePortalWords();
  const { loanId, dueToday, nextDue, nextDueDate, penaltyDue, daysPastDue, status } = loan;
  const isDue = !isZero(dueToday.amount);
  const params = { loanId };
  return (
    <Section title={isDue ? t('loan.dueToday') : t('loan.nextDue')}>
      <Text className="portal-amount">
        <Money value={isDue ? dueToday : nextDue} />
      </Text>
      {isDue || nextDueDate === null ? null : (
        <Text>{t('loan.on', { date: civilText(nextDueDate, language, true) })}</Text>
      )}
      {daysPastDue > 0 ? (
        <Text fw={600}>{t('loans.overdueDays', { days: daysPastDue })}</Text>
      ) : null}
      {isZero(penaltyDue.amount) ? null : (
        <Text>{t('loan.includesPenalty', { amount: moneyText(penaltyDue) })}</Text>
      )}
      <PortalButton to="/my/loans/$loanId/pay" params={params}>
        {t('loan.pay')}
      </PortalButton>
      {status === 'active' ? (
        <PortalButton
          to="/my/loans/$loanId/pay"
          params={params}
          search={{ what: 'payoff' }}
          variant="default"
        >
          {t('loan.payoff')}
        </PortalButton>
      ) : null}
      <PortalButton to="/my/loans/$loanId/help" params={params} variant="default">
        {t('loan.help')}
      </PortalButton>
    </Section>
  );
}

function Orders({ loan: { orders, loanId } }: { readonly loan: Loan }): ReactNode {
  const { t } = usePortalWords();
  const open = orders.filter(
    ({ status }) => status === 'processing' || status === 'awaiting_transfer',
  );
  if (open.length === 0) return null;
  return (
    <Section title={t('loan.orders')}>
      {open.map(({ paymentOrderId, amount, status }) => (
        <PortalButton
          key={paymentOrderId}
          to="/my/loans/$loanId/pay"
          params={{ loanId }}
          search={{ order: paymentOrderId }}
          variant="default"
        >
          {moneyText(amount)} · {t(`pay.status.${status}`)}
        </PortalButton>
      ))}
    </Section>
  );
}

function ScheduleSection({ loanId }: { readonly loanId: string }): ReactNode {
  const { t } = usePortalWords();
  const [isOpen, setOpen] = useState(false);
  const query = useRead(readOwnSchedule, { params: { loanId } }, { enabled: isOpen });
  const columns = ['number', 'dueDate', 'open', 'status'] as const;
  return (
    <Section title={t('loan.schedule')}>
      <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t('common.close') : t('common.more')}
      </Button>
      {isOpen ? (
        <Reading query={query} rows={2}>
          {({ rows, isProvisional }) => (
            <>
              <RowTable
                name={t('loan.schedule')}
                headings={columns.map((column) => t(`loan.row.${column}`))}
                rows={rows.map((row) => ({
                  key: String(row.number),
                  cells: [
                    row.number,
                    row.dueDate,
                    <Money key="open" value={row.status === 'paid' ? row.due : row.open} />,
                    t(`loan.rowStatus.${row.status}`),
                  ],
                }))}
              />
              {isProvisional ? <Text size="xs">{t('loan.scheduleNote')}</Text> : null}
            </>
          )}
        </Reading>
      ) : null}
    </Section>
  );
}

function PaymentSection({ loanId }: { readonly loanId: string }): ReactNode {
  const { t } = usePortalWords();
  const query = useRead(listOwnPayments, { params: { loanId } });
  return (
    <Section title={t('loan.payments')}>
      <Reading query={query} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('loan.noPayments')}</Text>
          ) : (
            <Stack gap="sm">
              {items.map((payment) => (
                <PaymentLine key={payment.paymentId} payment={payment} />
              ))}
            </Stack>
          )
        }
      </Reading>
    </Section>
  );
}

type Payment = AnswerOf<typeof listOwnPayments>['items'][number];

function PaymentLine({ payment }: { readonly payment: Payment }): ReactNode {
  const { t } = usePortalWords();
  const { amount, effectiveDate, status, principal, interest, feesAndPenalty } = payment;
  return (
    <div>
      <Text>
        {effectiveDate} · <b>{moneyText(amount)}</b> · {t(`loan.paymentStatus.${status}`)}
      </Text>
      {principal === null || interest === null || feesAndPenalty === null ? null : (
        <Text size="xs" c="dimmed">
          {t('loan.paymentParts', {
            principal: moneyText(principal),
            interest: moneyText(interest),
            other: moneyText(feesAndPenalty),
          })}
        </Text>
      )}
    </div>
  );
}

function FactSection({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = usePortalWords();
  return (
    <Section title={t('loan.facts')}>
      <Facts
        facts={[
          { label: t('loan.principal'), value: <Money value={loan.principal} /> },
          { label: t('loan.outstanding'), value: <Money value={loan.outstanding} /> },
          { label: t('loan.paid'), value: <Money value={loan.paid} /> },
          { label: t('loan.rate'), value: percentText(loan.annualRatePpm) },
          { label: t('loan.opened'), value: loan.openedDate },
          { label: t('loan.maturity'), value: loan.maturityDate ?? '—' },
          { label: t('loan.credit'), value: <Money value={loan.creditBalance} /> },
        ]}
      />
    </Section>
  );
}
