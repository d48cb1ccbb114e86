import { Alert, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Decision } from './decision.ts';
import { DateText } from './DateText.tsx';
import { Money } from './Money.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { ReasonList } from './WhyReasons.tsx';
import { RuleTable } from './WhyRules.tsx';
import { ScoreParts } from './WhyScore.tsx';
import classes from './WhyPanel.module.css';
import { useWords } from './words.ts';

export type WhyPanelProps = {
  readonly decision: Decision;
  /** Why this tier, from the approval path. */
  readonly tier?: ReactNode;
  /** The number or name of a version, where the page knows it; the identifier otherwise. */
  readonly versionName?: (kind: string, versionId: string) => ReactNode;
};

/** Why an assessment came out as it did: outcome, rules with value and threshold, score parts, missing data, sources. */
export function WhyPanel({ decision, tier, versionName }: WhyPanelProps) {
  const { t } = useWords();
  const { outcome, score, grade, amountCap, versions, createdAt, rules } = decision;
  const unknown = rules.filter(({ result }) => result === 'unknown');
  return (
    <Stack gap="lg" className={classes.panel ?? ''}>
      <Group gap="md" align="center">
        <StatusBadge kind="assessment" status={outcome} />
        <Fact label={t('why.grade')}>{grade ?? '—'}</Fact>
        <Fact label={t('why.score')}>{score ?? '—'}</Fact>
        {amountCap === null ? null : (
          <Fact label={t('why.cap')}>
            <Money value={amountCap} />
          </Fact>
        )}
        <Fact label={t('why.assessedAt')}>
          <DateText at={createdAt} />
        </Fact>
      </Group>
      {unknown.length === 0 ? null : (
        <Alert color="yellow" variant="outline" icon={<IconInfoCircle aria-hidden />}>
          <Text size="sm">{t('why.unknownStops', { count: unknown.length })}</Text>
        </Alert>
      )}
      <Section title={t('why.reasons')}>
        <ReasonList decision={decision} />
      </Section>
      <Section title={t('why.rules')}>
        <RuleTable rules={rules} />
      </Section>
      <Section title={t('why.scoreParts')}>
        <ScoreParts factors={decision.factors} />
      </Section>
      {tier === undefined ? null : <Section title={t('why.tier')}>{tier}</Section>}
      <Section title={t('why.versions')}>
        <Versions versions={versions} versionName={versionName} />
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" fw={600} mb={6}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={600} component="div" className="tabular">
        {children}
      </Text>
    </Group>
  );
}

type VersionsProps = {
  readonly versions: Readonly<Record<string, string>>;
  readonly versionName: WhyPanelProps['versionName'];
};

function Versions({ versions, versionName }: VersionsProps) {
  const { knows, wordOf } = useWords();
  return (
    <Table withRowBorders={false} verticalSpacing={2} w="auto">
      <Table.Tbody>
        {Object.entries(versions).map(([kind, version]) => (
          <Table.Tr key={kind}>
            <Table.Th scope="row" fw={400} c="dimmed" ps={0}>
              {knows('policyKind', kind) ? wordOf('policyKind', kind) : kind}
            </Table.Th>
            {versionName === undefined ? (
              <Table.Td ff="monospace" fz="xs">
                {version}
              </Table.Td>
            ) : (
              <Table.Td>{versionName(kind, version)}</Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
