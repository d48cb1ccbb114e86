/** The stage for a reader: who holds it, since when, what has been answered, and why one cannot answer oneself. */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReason, findAction } from '../../components/ActionButton.tsx';
import { DateText } from '../../components/DateText.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage } from './decision.ts';

export function StageRecord({ stage }: { readonly stage: Stage }): ReactNode {
  const { t } = useTranslation('approvals');
  const reason = useReason(findAction(stage.actions, 'approve'));
  const holders = stage.seats.filter(({ status }) => status === 'open');
  return (
    <Stack gap="sm">
      {reason === null ? null : <Text size="sm">{reason}</Text>}
      {stage.claim === null ? null : (
        <Text size="sm" component="div">
          {t('decision.claimedUntil', { name: stage.claim.name })}{' '}
          <DateText at={stage.claim.until} mode="time" />
        </Text>
      )}
      <div>
        <Text size="xs" c="dimmed">
          {t('decision.holders')}
        </Text>
        <Text size="sm">
          {stage.status === 'returned'
            ? t('pausedReturned')
            : holders.length === 0
              ? t('decision.noHolder')
              : holders.map(({ name }) => name).join(t('components:listSeparator'))}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {t('decision.since')} <DateText at={stage.openedAt} />
        </Text>
      </div>
      <Votes stage={stage} />
    </Stack>
  );
}

function Votes({ stage }: { readonly stage: Stage }): ReactNode {
  const { t } = useTranslation('approvals');
  if (stage.votes.length === 0) return null;
  return (
    <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {stage.votes.map((vote) => (
        <li key={vote.seatId}>
          <Group gap={6}>
            <Text size="sm">{vote.name}</Text>
            <StatusBadge kind="verdict" status={vote.answer} />
            <Text size="xs" c="dimmed" component="div">
              <DateText at={vote.votedAt} />
            </Text>
          </Group>
          {vote.comment === null ? null : (
            <Text size="sm" mt={2}>
              {t('decision.quoted', { text: vote.comment })}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
