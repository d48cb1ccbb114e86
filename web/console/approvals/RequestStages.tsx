/** The stages of a request: who has answered, whose answer is open. */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { ApprovalRequest } from './request.ts';
import { useStageName } from './stage-name.ts';
import classes from './approvals.module.css';

export function RequestStages({ request }: { readonly request: ApprovalRequest }): ReactNode {
  const { t } = useTranslation('approvals');
  const stageName = useStageName();
  const { stages, names } = request;
  if (stages.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('request.noStage')}
      </Text>
    );
  }
  return (
    <ol className={classes.chain}>
      {stages.map((stage) => (
        <li
          key={stage.stageId}
          className={classes.link}
          data-state={stage.status}
          data-verdict={stage.verdict ?? undefined}
        >
          <span className={classes.mark} aria-hidden>
            {stage.number}
          </span>
          <Stack gap={2}>
            <Group gap={8}>
              <Text size="sm" fw={600}>
                {stageName(stage.key)}
              </Text>
              {stage.verdict === null ? (
                <StatusBadge kind="stage" status={stage.status} />
              ) : (
                <StatusBadge kind="verdict" status={stage.verdict} />
              )}
            </Group>
            {stage.votes.map((vote) => (
              <Group key={vote.officerId} gap={8}>
                <Text size="sm">{names[vote.officerId]}</Text>
                <StatusBadge kind="verdict" status={vote.answer} />
                <Text size="xs" c="dimmed" component="div">
                  <DateText at={vote.votedAt} />
                </Text>
                {vote.comment === null ? null : (
                  <Text size="sm">{t('decision.quoted', { text: vote.comment })}</Text>
                )}
              </Group>
            ))}
            {stage.openIds.length === 0 ? null : (
              <Text size="sm" c="dimmed">
                {t('request.waitingFor', {
                  names: stage.openIds
                    .map((id) => names[id] ?? '')
                    .join(t('components:listSeparator')),
                })}
              </Text>
            )}
          </Stack>
        </li>
      ))}
    </ol>
  );
}
