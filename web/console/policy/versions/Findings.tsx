/** What the API's validation says of a version; each line leads to its place. */
import { Alert, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { readFindings } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { useRead } from '../../../api/use-read.ts';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { RoleBadge } from '../../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { useWords } from '../../../components/words.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import classes from '../tiers/tiers.module.css';

export type Finding = AnswerOf<typeof readFindings>['findings'][number];

export function useFindings(policyVersionId: string) {
  return useRead(readFindings, { params: { policyVersionId } });
}

type Props = {
  readonly policyVersionId: string;
  /** Opens the place a finding is about. */
  readonly onGo?: (finding: Finding) => void;
};

export function Findings({ policyVersionId, onGo }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const { language } = useWords();
  const { data, error, refetch } = useFindings(policyVersionId);
  if (error !== null) {
    return <ErrorState error={error} what={t('findings.title')} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton />;
  if (data.findings.length === 0) {
    return (
      <Alert color="green" variant="light" role="status">
        {t('findings.none')}
      </Alert>
    );
  }
  return (
    <ul className={classes.findings} aria-label={t('findings.title')}>
      {data.findings.map((finding, index) => (
        <li key={`${finding.pointer}-${finding.code}-${index}`}>
          <RoleBadge role={finding.severity === 'block' ? 'bad' : 'attention'}>
            {t(`findings.${finding.severity}`)}
          </RoleBadge>
          <Text size="sm">{finding.message[language]}</Text>
          {onGo === undefined ? null : (
            <Button size="compact-xs" variant="default" onClick={() => onGo(finding)}>
              {t('findings.go')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Two errors, one warning: for the heading of the page. */
export function FindingCounts({
  policyVersionId,
}: {
  readonly policyVersionId: string;
}): ReactNode {
  const { t } = useTranslation('policy');
  const { data, error } = useFindings(policyVersionId);
  if (error !== null) return <RoleBadge role="attention">{t('findings.unknown')}</RoleBadge>;
  if (data === undefined) return null;
  const blocks = data.findings.filter(({ severity }) => severity === 'block').length;
  const warnings = data.findings.length - blocks;
  return (
    <Group gap={6}>
      {blocks === 0 ? null : (
        <RoleBadge role="bad">{t('findings.blocks', { count: blocks })}</RoleBadge>
      )}
      {warnings === 0 ? null : (
        <RoleBadge role="attention">{t('findings.warnings', { count: warnings })}</RoleBadge>
      )}
      {blocks + warnings === 0 ? <RoleBadge role="good">{t('findings.clean')}</RoleBadge> : null}
    </Group>
  );
}
