import { Alert, Button, CopyButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconGitMerge, IconLock, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import { DateText } from './DateText.tsx';
import { DiffView, type DiffLabels } from './DiffView.tsx';
import { ProblemText } from './ProblemText.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { useWords } from './words.ts';

/** What somebody else has changed meanwhile, as far as the page has loaded it. */
export type TheirChange = {
  readonly by: string | null;
  readonly at: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly labels: DiffLabels;
};

export type ConflictPanelProps = {
  readonly problem: Problem;
  /** The words typed here; shown to be copied where the form can no longer be sent. */
  readonly mine?: string;
  readonly theirs?: TheirChange;
  /** How the stage ended. */
  readonly outcome?: { readonly by: string; readonly at: string; readonly verdict: string };
  /** Who works on it, by name. */
  readonly holder?: { readonly name: string; readonly since: string | null };
  /** Loads the latest and keeps what was typed; nothing is sent on its own. */
  readonly onReload: () => void;
  readonly onDiscard?: () => void;
  readonly onNext?: () => void;
  readonly onAskHandover?: () => void;
  /** For those who may take it from its holder. */
  readonly onForceHandover?: () => void;
};

/** In place of the submit row when the record has moved: what happened, and the ways on. Never a toast. */
export function ConflictPanel(props: ConflictPanelProps) {
  switch (props.problem.code) {
    case 'stale_version':
      return <Stale {...props} />;
    case 'stage_claimed':
    case 'case_claimed':
      return <Claimed {...props} />;
    case 'stage_not_open':
    case 'already_voted':
    case 'case_ended':
    case 'illegal_transition':
      return <Ended {...props} />;
    default:
      return <Moved {...props} />;
  }
}

function Stale({ theirs, onReload, onDiscard }: ConflictPanelProps) {
  const { t } = useWords();
  return (
    <Frame title={t('conflict.staleTitle')} icon={IconGitMerge}>
      {theirs === undefined ? null : (
        <>
          <Text size="sm" component="div">
            {theirs.by === null ? null : t('conflict.changedBy', { name: theirs.by })}{' '}
            {theirs.at === null ? null : <DateText at={theirs.at} />}
          </Text>
          <DiffView before={theirs.before} after={theirs.after} labels={theirs.labels} />
        </>
      )}
      <Text size="sm">{t('conflict.textKept')}</Text>
      <Ways>
        <Button size="xs" onClick={onReload}>
          {t('conflict.loadAndKeep')}
        </Button>
        {onDiscard === undefined ? null : (
          <Button size="xs" variant="default" onClick={onDiscard}>
            {t('conflict.discardMine')}
          </Button>
        )}
      </Ways>
    </Frame>
  );
}

function Ended({ problem, outcome, mine, onReload, onNext }: ConflictPanelProps) {
  const { t } = useWords();
  return (
    <Frame title={t('conflict.endedTitle')} icon={IconLock}>
      {outcome === undefined ? (
        <ProblemText problem={problem} />
      ) : (
        <Group gap={6}>
          <Text size="sm">{outcome.by}</Text>
          <Text size="sm" component="div">
            <DateText at={outcome.at} />
          </Text>
          <StatusBadge kind="verdict" status={outcome.verdict} />
        </Group>
      )}
      <KeptText mine={mine} />
      <Ways>
        {onNext === undefined ? null : (
          <Button size="xs" onClick={onNext}>
            {t('conflict.next')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onReload}>
          {t('conflict.reload')}
        </Button>
      </Ways>
    </Frame>
  );
}

function Claimed(props: ConflictPanelProps) {
  const { problem, holder, mine, onAskHandover, onForceHandover, onReload } = props;
  const { t } = useWords();
  const until = problem['until'] ?? problem['claimedUntil'];
  return (
    <Frame
      title={t('conflict.claimedTitle', { name: holder?.name ?? t('conflict.someone') })}
      icon={IconLock}
    >
      <Group gap="md">
        {holder === undefined || holder.since === null ? null : (
          <Labelled label={t('conflict.claimedAt')}>
            <DateText at={holder.since} mode="time" />
          </Labelled>
        )}
        {typeof until === 'string' ? (
          <Labelled label={t('conflict.releasedAt')}>
            <DateText at={until} mode="time" />
          </Labelled>
        ) : null}
      </Group>
      <KeptText mine={mine} />
      <Ways>
        {onAskHandover === undefined ? null : (
          <Button size="xs" onClick={onAskHandover}>
            {t('conflict.askHandover')}
          </Button>
        )}
        {onForceHandover === undefined ? null : (
          <Button size="xs" variant="default" onClick={onForceHandover}>
            {t('conflict.forceHandover')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onReload}>
          {t('conflict.reload')}
        </Button>
      </Ways>
    </Frame>
  );
}

/** The facts the form was filled against are no longer true: a quote, an offer, a payment. */
function Moved({ problem, mine, onReload }: ConflictPanelProps) {
  const { t } = useWords();
  return (
    <Frame title={t('conflict.movedTitle')} icon={IconGitMerge}>
      <ProblemText problem={problem} />
      <KeptText mine={mine} />
      <Ways>
        <Button size="xs" onClick={onReload}>
          {t('conflict.loadAndKeep')}
        </Button>
      </Ways>
    </Frame>
  );
}

type FrameProps = { readonly title: string; readonly icon: Icon; readonly children: ReactNode };

function Frame({ title, icon: TitleIcon, children }: FrameProps) {
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="outline"
      radius="sm"
      // What is inside may scroll by itself; it never widens the panel.
      styles={{ wrapper: { minWidth: 0 }, body: { minWidth: 0 }, message: { minWidth: 0 } }}
      title={title}
      icon={<TitleIcon aria-hidden />}
    >
      <Stack gap="sm">{children}</Stack>
    </Alert>
  );
}

function KeptText({ mine }: { readonly mine: string | undefined }) {
  const { t } = useWords();
  if (mine === undefined || mine === '') return null;
  return (
    <Stack gap={6} align="flex-start">
      <Textarea w="100%" readOnly autosize maxRows={6} label={t('conflict.myText')} value={mine} />
      <CopyButton value={mine}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? t('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </Stack>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Group>
  );
}

function Ways({ children }: { readonly children: ReactNode }) {
  return <Group gap="xs">{children}</Group>;
}
