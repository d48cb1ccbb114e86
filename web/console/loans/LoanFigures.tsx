/** What the loan owes today. While the numbers cannot be read again they are dashes, never old numbers. */
import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { components, type Loan } from './loan.ts';

type Props = { readonly loan: Loan; readonly isOld: boolean };

export function LoanFigures({ loan, isOld }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const shown = <T,>(value: T): T | null => (isOld ? null : value);
  const hasNext = loan.nextDueDate !== null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <Figure label={t('figures.outstanding')} value={<Money value={shown(loan.outstanding)} />}>
        {t('figures.ofPrincipal')} <Money value={loan.principal} />
      </Figure>
      <Figure label={t('figures.overdue')} value={<Money value={shown(loan.overdueTotal)} />}>
        {loan.daysPastDue > 0 && !isOld ? <OverdueParts loan={loan} /> : t('figures.notOverdue')}
      </Figure>
      <Figure
        label={t('figures.nextDue')}
        value={<Money value={shown(hasNext ? loan.nextDue : null)} />}
      >
        {loan.nextDueDate === null ? t('figures.noNext') : <DateText date={loan.nextDueDate} />}
      </Figure>
      <Figure
        label={t('figures.rate')}
        value={<span className="tabular">{percentText(loan.annualRatePpm)}</span>}
      >
        {loan.floating === null ? t('figures.fixed') : <Floating floating={loan.floating} />}
        {Number(loan.creditBalance.amount) === 0 ? null : (
          <>
            {' · '}
            {t('figures.credit')} <Money value={shown(loan.creditBalance)} />
          </>
        )}
      </Figure>
    </SimpleGrid>
  );
}

function OverdueParts({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const parts = components.filter((name) => Number(loan.overdue[name].amount) !== 0);
  return parts.map((name, index) => (
    <span key={name}>
      {index === 0 ? '' : ' + '}
      {t(`component.${name}`)} <Money value={loan.overdue[name]} />
    </span>
  ));
}

function Floating({ floating }: { readonly floating: NonNullable<Loan['floating']> }): ReactNode {
  const { t } = useTranslation('loans');
  if (floating.nextRepricingDate === null) return t('figures.floating');
  return (
    <>
      {t('figures.repricing')} <DateText date={floating.nextRepricingDate} />
    </>
  );
}

type FigureProps = {
  readonly label: string;
  readonly value: ReactNode;
  readonly children: ReactNode;
};

function Figure({ label, value, children }: FigureProps): ReactNode {
  return (
    <Paper withBorder p="sm">
      <Stack gap={2}>
        <Text size="xs" c="dimmed">
          {label}
        </Text>
        <Text fz={20} fw={600} lh={1.3} component="div">
          {value}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {children}
        </Text>
      </Stack>
    </Paper>
  );
}
