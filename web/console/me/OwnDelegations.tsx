/** Who votes for me, and for whom I vote, now and to come. */
import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOwnDelegations } from '../../api/contracts/delegations.ts';
import { useRead } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useMe } from '../../app/session.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { Section } from './Section.tsx';

export function OwnDelegations(): ReactNode {
  const { t } = useTranslation('me');
  const me = useMe();
  const { data, error, refetch } = useRead(listOwnDelegations, {});
  return (
    <Section title={t('delegations.title')}>
      {error === null ? null : (
        <ErrorState error={error} what={t('delegations.title')} onRetry={() => void refetch()} />
      )}
      {data?.items.length === 0 ? <Text c="dimmed">{t('delegations.none')}</Text> : null}
      <List>
        {(data?.items ?? []).map(({ delegationId, fromOfficerId, startsDate, endsDate }) => (
          <List.Item key={delegationId}>
            {t(fromOfficerId === me.id ? 'delegations.ofMe' : 'delegations.toMe')}{' '}
            <DateText date={startsDate} /> – <DateText date={endsDate} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
