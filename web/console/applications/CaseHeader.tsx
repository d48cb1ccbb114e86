/** Top of a case: number, status, deadline; who asks for how much, on which terms. */
import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WalkState } from '../../app/list-walk.ts';
import { Money } from '../../components/Money.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Path, Stage } from '../approvals/decision.ts';
import { StageClock } from '../approvals/StageClock.tsx';
import { OwnActions } from './OwnActions.tsx';
import type { Application } from './use-case.ts';

type Props = {
  readonly application: Application;
  readonly stage: Stage | null;
  readonly path: Path | undefined;
  readonly isEmbedded: boolean;
  readonly walk?: WalkState;
  readonly listName?: string;
};

export function CaseHeader(props: Props): ReactNode {
  const { application, stage, isEmbedded, walk, listName } = props;
  const { t } = useTranslation('cases');
  const { number, status, version, round } = application;
  const badge = <StatusBadge kind="application" status={status} />;
  const clock = stage === null ? null : <StageClock stage={stage} />;
  if (isEmbedded) {
    return (
      <Stack gap={4}>
        <Group gap="sm">
          <Title order={2} size="h3">
            {number}
          </Title>
          {badge}
          {clock}
        </Group>
        <Group gap="xs" fz="sm">
          <Facts {...props} />
        </Group>
        <OwnActions application={application} />
      </Stack>
    );
  }
  const note = round > 1 ? t('versionRound', { version, round }) : t('version', { version });
  return (
    <RecordHeader
      title={number}
      badge={badge}
      clock={clock}
      note={note}
      facts={<Facts {...props} />}
      actions={<OwnActions application={application} />}
      {...(walk === undefined ? {} : { walk })}
      {...(listName === undefined ? {} : { listName })}
    />
  );
}

function Facts({ application, path }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const { language, wordOf } = useWords();
  const { customerName, productNames, amount, content, grade } = application;
  const tier = path?.tier ?? null;
  const count = content['installmentCount'];
  const method = content['method'];
  const facts: ReactNode[] = [
    <Text key="customer" span size="sm" fw={600}>
      {customerName}
    </Text>,
    productNames[language],
    <Money key="amount" value={amount} />,
    ...(typeof count === 'number' ? [t('approvals:installments', { count })] : []),
    ...(typeof method === 'string' ? [wordOf('codes', method)] : []),
    t('grade', { grade: grade ?? t('approvals:noGrade') }),
    ...(tier === null ? [] : [t('tier', { tier })]),
  ];
  return facts.map((fact, index) => (
    <Group key={index} gap="xs" component="span">
      {index === 0 ? null : (
        <Text span c="dimmed" aria-hidden>
          ·
        </Text>
      )}
      {fact}
    </Group>
  ));
}
