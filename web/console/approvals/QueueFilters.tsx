/** What narrows a queue, and the views in which people keep that. */
import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { riskGrades } from '../../../domain/approval/matrix.ts';
import { send } from '../../api/call.ts';
import { deleteView, listViews, saveView } from '../../api/contracts/approvals.ts';
import { listProducts } from '../../api/contracts/products.ts';
import { newKey } from '../../api/use-command.ts';
import { STALE_MS, refresh, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useMe } from '../../app/session.ts';
import { FilterBar, type FilterField } from '../../components/FilterBar.tsx';
import { SavedViews } from '../../components/SavedViews.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { toNarrowing, type QueueList, type QueueName, type QueueParams } from './queue.ts';
import { useProductNames } from './product-names.ts';
import { flagChoices, kindChoices, slaChoices } from './search.ts';

type Props = {
  readonly queue: QueueName;
  readonly list: QueueList;
  readonly total?: number;
  /** Buttons of the table that stand in the same line. */
  readonly tools?: ReactNode;
};

export function QueueFilters({ queue, list, total, tools }: Props): ReactNode {
  const { params, set, clear } = list;
  const fields = useFields(queue);
  const { q, kind, product, fromAmount, grade, sla, flag, isRead } = params;
  const values = {
    q: q === '' ? undefined : q,
    kind,
    product,
    fromAmount,
    grade,
    sla,
    flag,
    isRead,
  };
  return (
    <FilterBar
      fields={fields}
      values={values}
      onChange={(changes) => {
        const { q: text, ...rest } = changes;
        set({ ...rest, ...('q' in changes ? { q: text ?? '' } : {}) } as Partial<QueueParams>);
      }}
      onClear={clear}
      {...(total === undefined ? {} : { resultCount: total })}
      views={
        <>
          <Views queue={queue} list={list} />
          {tools}
        </>
      }
    />
  );
}

function useFields(queue: QueueName): readonly FilterField[] {
  const { t } = useTranslation('approvals');
  const nameOf = useProductNames();
  const { data: products } = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  const codes = products?.items.map(({ code }) => code) ?? [];
  const options = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return [
    { name: 'q', kind: 'text', label: t('filter.text') },
    choiceOf(
      'kind',
      t('filter.kind'),
      options(kindChoices, (kind) => t(`kind.${kind}`)),
    ),
    choiceOf('product', t('filter.product'), options(codes, nameOf)),
    { name: 'fromAmount', kind: 'amount', label: t('filter.fromAmount') },
    choiceOf(
      'grade',
      t('filter.grade'),
      options(riskGrades, (grade) => grade),
    ),
    choiceOf(
      'sla',
      t('filter.sla'),
      options(slaChoices, (sla) => t(`sla.${sla}`)),
    ),
    choiceOf(
      'flag',
      t('filter.flag'),
      options(flagChoices, (flag) => t(`flag.${flag}`)),
    ),
    ...(queue === 'copied'
      ? [
          choiceOf(
            'isRead',
            t('filter.isRead'),
            options(['false', 'true'] as const, (value) => t(`read.${value}`)),
          ),
        ]
      : []),
  ];
}

type Options = readonly { readonly value: string; readonly label: string }[];

function choiceOf(name: string, label: string, options: Options): FilterField {
  return { name, kind: 'choice', label, options };
}

function Views({ queue, list }: Omit<Props, 'tools'>): ReactNode {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const client = useQueryClient();
  const sentence = useProblemSentence();
  const [leaving, setLeaving] = useState<string | null>(null);
  const { data } = useRead(listViews, {}, { staleMs: STALE_MS.reference });
  const views = (data?.items ?? []).filter((view) => view.queue === queue);
  const save = async (view: { readonly name: string; readonly isShared: boolean }) => {
    const body = { ...view, queue, filter: toNarrowing(list.params) };
    const outcome = await send(saveView, { body }, { key: newKey(), version: undefined });
    if (outcome.kind !== 'done') throw new Error(sentence(problemCodeOf(outcome)));
    await refresh(client, listViews.path);
    list.set({ view: outcome.body.savedViewId });
    announce(t('views.saved', { name: view.name }));
  };
  const remove = async () => {
    if (leaving === null) return;
    await send(
      deleteView,
      { params: { savedViewId: leaving } },
      { key: newKey(), version: undefined },
    );
    setLeaving(null);
    await refresh(client, listViews.path);
    list.clear();
  };
  const open = (savedViewId: string | undefined) => {
    const view = views.find((one) => one.savedViewId === savedViewId);
    if (view === undefined) list.clear();
    else list.set({ ...emptyFilter, ...paramsOf(view.filter), view: savedViewId });
  };
  return (
    <>
      <SavedViews
        views={views.map(({ savedViewId, name, ownerId, isShared }) => ({
          savedViewId,
          name,
          isShared,
          isMine: ownerId === me.id,
        }))}
        currentId={list.params.view}
        onOpen={open}
        onSave={save}
        onDelete={setLeaving}
      />
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('views.deleteTitle')}
        facts={[
          {
            label: t('views.name'),
            value: views.find(({ savedViewId }) => savedViewId === leaving)?.name ?? '',
          },
        ]}
        verb={t('views.deleteVerb')}
        danger
        onConfirm={() => void remove()}
      />
    </>
  );
}

function problemCodeOf(outcome: { readonly kind: string; readonly problem?: { code: string } }) {
  return outcome.problem?.code ?? 'internal';
}

const emptyFilter: Partial<QueueParams> = {
  q: '',
  sort: undefined,
  kind: undefined,
  product: undefined,
  fromAmount: undefined,
  toAmount: undefined,
  grade: undefined,
  sla: undefined,
  flag: undefined,
};

/** A view names its filters as the API does. */
function paramsOf(filter: Readonly<Record<string, unknown>>): Partial<QueueParams> {
  const { text, ...rest } = filter;
  const known = Object.entries(rest).filter(([name]) => name in emptyFilter);
  return { ...Object.fromEntries(known), q: typeof text === 'string' ? text : '' };
}
