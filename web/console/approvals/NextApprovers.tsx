/** Who would be asked next, as the API predicts it, and why they sit there. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Path, Stage } from './decision.ts';
import { useStageName } from './stage-name.ts';

type Props = { readonly path: Path | undefined; readonly stage: Stage };

export function NextApprovers({ path, stage }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const stageName = useStageName();
  if (path === undefined) return null;
  const next = path.stages.filter(({ number }) => number > stage.number);
  const separator = t('components:listSeparator');
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {t('next.title')}
      </Text>
      {next.length === 0 ? <Text size="sm">{t('next.last')}</Text> : null}
      {next.map(({ number, key, seats, isComplete, mode, quorumCount }) => (
        <Text key={number} size="sm">
          {stageName(key)}
          {t('components:form.colon')}
          {seats.length === 0
            ? t('next.nobody')
            : seats.map(({ name }) => name).join(separator)}{' '}
          <Text span size="xs" c="dimmed">
            {t(`mode.${mode}`, { quorum: quorumCount ?? seats.length, count: seats.length })}
            {isComplete ? '' : ` ${t('next.incomplete')}`}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}
