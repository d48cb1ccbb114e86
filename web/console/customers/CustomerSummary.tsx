/** The file at a glance: what is known, masked, and what is owed in all against the limits. */
import { Grid, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MaskedText } from '../../components/MaskedText.tsx';
import { Money } from '../../components/Money.tsx';
import { moneyText } from '../../components/money-text.ts';
import { percentText } from '../../components/percent-text.ts';
import type { RevealField } from '../../components/reveal-purposes.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { ContactForm } from './ContactForm.tsx';
import type { Exposure, ShownCustomer } from './CustomerShow.tsx';

type ExposureQuery = {
  readonly data: Exposure | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
};

type Props = { readonly customer: ShownCustomer; readonly exposure: ExposureQuery };

export function CustomerSummary({ customer, exposure }: Props): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 6 }}>
        <KnownFacts customer={customer} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        {exposure.data !== undefined ? (
          <ExposureBlock exposure={exposure.data} />
        ) : exposure.isError ? (
          <ErrorState
            error={exposure.error}
            what={t('exposure.title')}
            onRetry={() => void exposure.refetch()}
          />
        ) : (
          <BlockSkeleton lines={6} />
        )}
      </Grid.Col>
    </Grid>
  );
}

function KnownFacts({ customer }: { readonly customer: ShownCustomer }): ReactNode {
  const { t } = useTranslation('customers');
  const { customerId, kind, name, language, createdAt, actions } = customer;
  const mayReveal = actions.includes('customer.reveal');
  const masked = (field: RevealField, value: string | null) =>
    value === null ? (
      <Text size="sm" c="dimmed">
        {t('facts.none')}
      </Text>
    ) : (
      <MaskedText value={value} field={field} subjectId={customerId} mayReveal={mayReveal} />
    );
  return (
    <Stack gap="xs">
      <Row label={t('facts.name')}>{kind === 'person' ? masked('name', name) : name}</Row>
      <Row label={t('facts.bankAccount')}>{masked('bankAccount', customer.bankAccountMask)}</Row>
      <Row label={t('facts.email')}>{masked('email', customer.emailMask)}</Row>
      {kind === 'person' ? (
        <Row label={t('facts.birthDate')}>{masked('birthDate', '••••-••-••')}</Row>
      ) : null}
      <Row label={t('facts.language')}>{language === 'en' ? 'English' : '中文'}</Row>
      <Row label={t('facts.since')}>
        <DateText at={createdAt} mode="date" />
      </Row>
      {actions.includes('customer.update') ? <ContactForm customer={customer} /> : null}
    </Stack>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap="md" wrap="nowrap" mih={28}>
      <Text size="sm" c="dimmed" w={96} style={{ flex: 'none' }}>
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Group>
  );
}

function ExposureBlock({ exposure }: { readonly exposure: Exposure }): ReactNode {
  const { t } = useTranslation('customers');
  const { language } = useWords();
  const { totals, limits, relatedCount } = exposure;
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        {t('exposure.title')}
      </Title>
      {totals.map(({ customer, group }) => (
        <Stack key={customer.currency} gap={4}>
          <Row label={t('exposure.own')}>
            <Money value={customer} />
          </Row>
          <Row label={t('exposure.group')}>
            <Group gap="xs">
              <Money value={group} />
              <Text size="sm" c="dimmed">
                {t('exposure.related', { count: relatedCount })}
              </Text>
            </Group>
          </Row>
        </Stack>
      ))}
      <Title order={3} size="h6" mt="xs">
        {t('exposure.limits')}
      </Title>
      {limits.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('exposure.noLimits')}
        </Text>
      ) : null}
      {limits.map(({ product, productNames, customer, group }) => (
        <Stack key={product} gap="xs">
          {customer === null ? null : (
            <LimitBar
              label={t('exposure.limitOwn', { product: productNames[language] })}
              use={customer}
            />
          )}
          {group === null ? null : (
            <LimitBar
              label={t('exposure.limitGroup', { product: productNames[language] })}
              use={group}
            />
          )}
        </Stack>
      ))}
    </Stack>
  );
}

type Use = NonNullable<Exposure['limits'][number]['customer']>;

/** The numbers say it; the bar only helps. */
function LimitBar({ label, use }: { readonly label: string; readonly use: Use }): ReactNode {
  const { t } = useTranslation('customers');
  const facts = {
    exposure: moneyText(use.exposure),
    limit: moneyText(use.limit),
    used: percentText(use.usedPpm),
  };
  return (
    <Stack gap={2}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{label}</Text>
        <Text size="sm" c="dimmed" className="tabular">
          {t('exposure.of', facts)}
        </Text>
      </Group>
      <Progress value={Math.min(100, use.usedPpm / 10_000)} size="sm" aria-label={label} />
    </Stack>
  );
}
