/** The columns of the queues: the same rows, with what each queue wants to know of them. */
import { Badge, Group, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { SlaClock } from '../../components/SlaClock.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import type { Column } from '../../components/columns.ts';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import { hrefOf, type QueueLine, type QueueList, type QueueName } from './queue.ts';
import { MarkRead, Remind } from './row-commands.tsx';
import { TakeBack } from './TakeBack.tsx';
import { useStageName } from './stage-name.ts';

export type ColumnOptions = {
  readonly queue: QueueName;
  readonly list: QueueList;
  readonly names: (code: string) => string;
  /** Beside an open case there is room for what tells rows apart. */
  readonly isNarrow: boolean;
};

type Columns = readonly Column<QueueLine>[];

export function useQueueColumns(options: ColumnOptions): Columns {
  const { t } = useTranslation('approvals');
  const stageName = useStageName();
  const all = [
    ...subjectColumns(t, options),
    ...stageColumns(t, stageName),
    ...ownColumns(t, options),
    ...moreColumns(t),
  ];
  const wanted = options.isNarrow ? narrow : orders[options.queue];
  const shown = wanted.flatMap((key) => all.find((column) => column.key === key) ?? []);
  const rest = options.isNarrow ? [] : all.filter(({ optional }) => optional === true);
  return [...shown, ...rest];
}

const narrow = ['number', 'customer', 'amount', 'due'] as const;
const waiting = [
  'number',
  'customer',
  'product',
  'amount',
  'grade',
  'stage',
  'due',
  'arrived',
  'flags',
] as const;
const orders: { readonly [Q in QueueName]: readonly string[] } = {
  todo: waiting,
  advice: waiting,
  delegated: waiting,
  all: ['number', 'customer', 'product', 'amount', 'grade', 'stage', 'holders', 'due', 'remind'],
  started: [
    'number',
    'customer',
    'product',
    'amount',
    'status',
    'stage',
    'holders',
    'due',
    'remind',
  ],
  done: ['number', 'customer', 'product', 'amount', 'stage', 'vote', 'votedAt', 'status', 'undo'],
  copied: ['number', 'customer', 'product', 'amount', 'status', 'stage', 'arrived', 'read'],
};

function subjectColumns(t: Translate<'approvals'>, { list, names }: ColumnOptions): Columns {
  return [
    {
      key: 'number',
      title: t('column.number'),
      sortable: true,
      fixed: true,
      width: 150,
      copyText: ({ number }) => number,
      render: (line) => <NumberLink line={line} from={list.href} />,
    },
    {
      key: 'customer',
      title: t('column.customer'),
      render: ({ customerName, title }) => (
        <Text span size="sm" truncate="end" maw={180} title={customerName ?? title ?? ''}>
          {customerName ?? title ?? '—'}
        </Text>
      ),
    },
    { key: 'product', title: t('column.product'), render: ({ product }) => names(product) },
    {
      key: 'amount',
      title: t('column.amount'),
      align: 'right',
      sortable: true,
      render: ({ amount, kind }) =>
        kind === 'request' && /^0+(\.0+)?$/.test(amount.amount) ? '—' : <Money value={amount} />,
    },
    {
      key: 'grade',
      title: t('column.grade'),
      width: 60,
      render: ({ grade, kind }) => (kind === 'request' ? '—' : (grade ?? t('noGrade'))),
    },
  ];
}

function NumberLink({
  line,
  from,
}: {
  readonly line: QueueLine;
  readonly from: string;
}): ReactNode {
  const to = `${hrefOf(line)}?${new URLSearchParams({ from }).toString()}`;
  return (
    <Text
      component={Link}
      {...{ to }}
      size="sm"
      c="var(--mantine-color-anchor)"
      className="tabular"
    >
      {line.number}
    </Text>
  );
}

function stageColumns(t: Translate<'approvals'>, stageName: (key: string) => string): Columns {
  return [
    {
      key: 'stage',
      title: t('column.stage'),
      render: ({ stage }) =>
        stage === null ? (
          '—'
        ) : (
          <Group gap={6} wrap="nowrap">
            <span>{stageName(stage.key)}</span>
            <Text span size="xs" c="dimmed" className="tabular">
              {stage.number}/{stage.stageCount}
            </Text>
            {stage.neededCount > 1 ? (
              <Text span size="xs" c="dimmed">
                {t('progress', { given: stage.approveCount, needed: stage.neededCount })}
              </Text>
            ) : null}
            {stage.claim === null ? null : <ClaimMark name={stage.claim.name} t={t} />}
          </Group>
        ),
    },
    {
      key: 'due',
      title: t('column.due'),
      sortable: true,
      render: ({ stage }) =>
        stage === null ? (
          '—'
        ) : (
          <SlaClock
            dueAt={stage.dueAt}
            startedAt={stage.openedAt}
            {...(stage.status === 'returned' ? { pausedReason: t('pausedReturned') } : {})}
          />
        ),
    },
    {
      key: 'holders',
      title: t('column.holders'),
      render: ({ stage }) => <Holders names={stage?.holders ?? []} t={t} />,
    },
  ];
}

function ClaimMark({ name, t }: { readonly name: string; readonly t: Translate<'approvals'> }) {
  return (
    <Group gap={3} wrap="nowrap" c="dimmed" fz="xs">
      <IconUserCheck size={13} aria-hidden />
      {t('claimedBy', { name })}
    </Group>
  );
}

const SHOWN_HOLDERS = 2;

function Holders({
  names,
  t,
}: {
  readonly names: readonly string[];
  readonly t: Translate<'approvals'>;
}) {
  if (names.length === 0) return '—';
  const all = names.join(t('components:listSeparator'));
  const shown = names.slice(0, SHOWN_HOLDERS).join(t('components:listSeparator'));
  const more = names.length - SHOWN_HOLDERS;
  return (
    <span title={more > 0 ? all : undefined}>
      {more > 0 ? t('holdersMore', { names: shown, count: more }) : shown}
    </span>
  );
}

/** A seat is stamped by the database, a stage by the house's clock: on a training house they are years apart. */
function arrivalOf({ stage, arrivedAt }: QueueLine, queue: QueueName): string {
  return queue === 'todo' || queue === 'delegated' ? (stage?.openedAt ?? arrivedAt) : arrivedAt;
}

function ownColumns(t: Translate<'approvals'>, { queue }: ColumnOptions): Columns {
  return [
    {
      key: 'arrived',
      title: t(queue === 'copied' ? 'column.copied' : 'column.arrived'),
      sortable: queue !== 'copied',
      render: (line) => <DateText at={arrivalOf(line, queue)} mode="relative" />,
    },
    {
      key: 'flags',
      title: t('column.flags'),
      render: ({ flags }) => <Flags flags={flags} t={t} />,
    },
    {
      key: 'status',
      title: t('column.status'),
      render: ({ applicationStatus, requestStatus }) =>
        applicationStatus === null ? (
          requestStatus === null ? (
            '—'
          ) : (
            t(`requestStatus.${requestStatus}`)
          )
        ) : (
          <StatusBadge kind="application" status={applicationStatus} />
        ),
    },
    {
      key: 'vote',
      title: t('column.vote'),
      render: ({ myVote }) =>
        myVote === null ? '—' : <StatusBadge kind="verdict" status={myVote.answer} />,
    },
    {
      key: 'votedAt',
      title: t('column.votedAt'),
      render: ({ myVote }) => (myVote === null ? '—' : <DateText at={myVote.votedAt} />),
    },
    {
      key: 'undo',
      title: t('column.undo'),
      render: ({ myVote, stage, number }) =>
        myVote === null || myVote.undoUntil === null || stage === null ? (
          '—'
        ) : (
          <TakeBack stageId={stage.stageId} number={number} until={myVote.undoUntil} />
        ),
    },
    {
      key: 'remind',
      title: t('column.remind'),
      render: ({ stage, number }) =>
        stage === null || stage.status !== 'open' ? (
          '—'
        ) : (
          <Remind stageId={stage.stageId} number={number} />
        ),
    },
    {
      key: 'read',
      title: t('column.read'),
      render: (line) => <MarkRead line={line} />,
    },
  ];
}

function Flags({
  flags,
  t,
}: {
  readonly flags: QueueLine['flags'];
  readonly t: Translate<'approvals'>;
}) {
  if (flags.length === 0) return null;
  return (
    <Group gap={4} wrap="nowrap">
      {flags.map((flag) => (
        <Badge
          key={flag}
          size="sm"
          radius="sm"
          tt="none"
          fw={500}
          miw="max-content"
          variant={flag === 'first' ? 'outline' : 'light'}
          color={flag === 'exception' ? 'yellow' : flag === 'first' ? 'gray' : 'violet'}
        >
          {t(`flag.${flag}`)}
        </Badge>
      ))}
    </Group>
  );
}

/** Shown when somebody asks for them. */
function moreColumns(t: Translate<'approvals'>): Columns {
  return [
    {
      key: 'branch',
      title: t('column.branch'),
      optional: true,
      render: ({ branchName }) => branchName,
    },
    {
      key: 'officer',
      title: t('column.officer'),
      optional: true,
      render: ({ officerName }) => officerName,
    },
    {
      key: 'term',
      title: t('column.term'),
      optional: true,
      align: 'right',
      render: ({ installmentCount }) =>
        installmentCount === null ? '—' : t('installments', { count: installmentCount }),
    },
    { key: 'tier', title: t('column.tier'), optional: true, render: ({ tier }) => tier ?? '—' },
  ];
}
