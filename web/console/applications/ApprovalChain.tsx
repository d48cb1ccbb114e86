/** The way of the case: stages behind, at hand and ahead, with their people and why they sit there. */
import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { DateText } from '../../components/DateText.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import classes from '../approvals/approvals.module.css';
import type { Path, Stage } from '../approvals/decision.ts';
import { useStageName } from '../approvals/stage-name.ts';

type Props = { readonly path: Path; readonly stage: Stage | undefined };
type PathStage = Path['stages'][number];

export function ApprovalChain({ path, stage }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const separator = t('components:listSeparator');
  return (
    <Stack gap="xs">
      {path.stages.length === 0 ? <Text size="sm">{t('chain.none')}</Text> : null}
      <ol className={classes.chain}>
        {path.stages.map((one) => (
          <Link
            key={one.number}
            one={one}
            detail={one.stageId === stage?.stageId ? stage : undefined}
          />
        ))}
      </ol>
      {path.excluded.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('chain.excluded')}
          {path.excluded
            .map(({ name, reason }) => t(`chain.excludedBy.${reason}`, { name }))
            .join(separator)}
        </Text>
      )}
    </Stack>
  );
}

function Link({ one, detail }: { readonly one: PathStage; readonly detail: Stage | undefined }) {
  const { t } = useTranslation('cases');
  const stageName = useStageName();
  const { number, key, mode, state, verdict, seats, quorumCount, workingHours } = one;
  return (
    <li
      className={classes.link}
      data-state={state}
      data-verdict={verdict ?? undefined}
      aria-current={state === 'open' ? 'step' : undefined}
    >
      <span className={classes.mark} aria-hidden>
        {verdict === 'approve' ? (
          <IconCheck size={12} stroke={3} />
        ) : verdict === 'decline' ? (
          <IconX size={12} stroke={3} />
        ) : (
          number
        )}
      </span>
      <div>
        <Group gap={8}>
          <Text size="sm" fw={600}>
            {stageName(key)}
          </Text>
          {state === 'predicted' ? (
            <Badge variant="outline" color="gray" radius="sm" tt="none" fw={500} size="sm">
              {t('components:timeline.expected')}
            </Badge>
          ) : verdict === null ? (
            <StatusBadge kind="stage" status={state} />
          ) : (
            <StatusBadge kind="verdict" status={verdict} />
          )}
          <Text span size="xs" c="dimmed">
            {t(`approvals:mode.${mode}`, {
              quorum: quorumCount ?? seats.length,
              count: seats.length,
            })}
            {' · '}
            {t('chain.hours', { hours: workingHours })}
          </Text>
        </Group>
        {detail === undefined ? <Predicted one={one} /> : <Seats stage={detail} />}
        {one.isComplete ? null : (
          <Text size="xs" c="orange">
            {t('approvals:next.incomplete')}
          </Text>
        )}
      </div>
    </li>
  );
}

function Predicted({ one }: { readonly one: PathStage }) {
  const { t } = useTranslation('cases');
  const { wordOf } = useWords();
  if (one.seats.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('approvals:next.nobody')}
      </Text>
    );
  }
  return (
    <Text size="sm">
      {one.seats.map(({ name, role, source, officerId }, index) => (
        <span key={officerId}>
          {index === 0 ? '' : t('components:listSeparator')}
          {name}
          <Text span size="xs" c="dimmed">
            {' '}
            {source === 'role' && role !== null ? wordOf('roles', role) : t(`source.${source}`)}
          </Text>
        </span>
      ))}
    </Text>
  );
}

/** At the open stage each seat says where it stands. */
function Seats({ stage }: { readonly stage: Stage }) {
  const { t } = useTranslation('cases');
  const { wordOf } = useWords();
  return (
    <Stack gap={2} mt={2}>
      {stage.seats.map((seat) => {
        const vote = stage.votes.find(({ seatId }) => seatId === seat.seatId);
        return (
          <Group key={seat.seatId} gap={8}>
            <Text size="sm">{seat.name}</Text>
            <Text size="xs" c="dimmed">
              {seat.role === null ? t(`source.${seat.source}`) : wordOf('roles', seat.role)}
              {seat.source === 'role' || seat.role === null
                ? ''
                : ` · ${t(`source.${seat.source}`)}`}
              {seat.hasVeto ? ` · ${t('chain.veto')}` : ''}
            </Text>
            {vote === undefined ? (
              seat.status === 'open' ? null : (
                <StatusBadge kind="seat" status={seat.status} />
              )
            ) : (
              <>
                <StatusBadge kind="verdict" status={vote.answer} />
                <Text size="xs" c="dimmed" component="div">
                  <DateText at={vote.votedAt} />
                </Text>
              </>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}
