/** The content as it stands in the form against the version in force, member by member and in the words of the form. */
import type { ReactNode } from 'react';
import { readComparison, readVersion } from '../../../api/contracts/policy-versions.ts';
import { useRead } from '../../../api/use-read.ts';
import { DiffView } from '../../../components/DiffView.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { asText, valueAt, withValue, type Draft } from '../versions/content.ts';
import { percentOf } from './content.ts';
import { basics, interest, penalties, prepayment, type Field } from './fields.ts';
import { entrustedList, feeList, life, paperLists, waiverList } from './life-fields.ts';
import { useProductWords, type ProductWords } from './words.ts';

type Props = { readonly policyVersionId: string; readonly draft: Draft };

export function Differences({ policyVersionId, draft }: Props): ReactNode {
  const { t } = useProductWords();
  const comparison = useRead(readComparison, { params: { policyVersionId } });
  const activeId = comparison.data?.activeVersionId ?? null;
  if (comparison.error !== null) {
    const { error, refetch } = comparison;
    return <ErrorState error={error} what={t('tabs.comparison')} onRetry={() => void refetch()} />;
  }
  if (comparison.data === undefined) return <BlockSkeleton />;
  if (activeId === null) return <EmptyState reason="none" sentence={t('comparison.first')} />;
  if (activeId === policyVersionId) {
    return <EmptyState reason="none" sentence={t('comparison.itself')} />;
  }
  return <Against activeId={activeId} draft={draft} />;
}

function Against({
  activeId,
  draft,
}: {
  readonly activeId: string;
  readonly draft: Draft;
}): ReactNode {
  const words = useProductWords();
  const { t } = words;
  const input = { params: { policyVersionId: activeId } };
  const { data, error, refetch } = useRead(readVersion, input);
  if (error !== null) {
    return <ErrorState error={error} what={t('tabs.comparison')} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton />;
  const before = readable(data.content, words);
  const after = readable(draft, words);
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return <EmptyState reason="none" sentence={t('comparison.same')} />;
  }
  return <DiffView before={before} after={after} labels={labelsOf(words)} />;
}

const sections = [...basics, ...interest, ...penalties, ...prepayment, ...life];
const fields: readonly Field[] = sections.flatMap((section) => section.fields);
const lists = [feeList, waiverList, entrustedList, ...paperLists];

function labelsOf({ t, labelOf, optionOf }: ProductWords): Readonly<Record<string, string>> {
  const ofFields = fields.map(({ pointer, word }) => [pointer, labelOf(word)] as const);
  const ofSections = sections.flatMap(({ optional, word }) =>
    optional === undefined ? [] : [[optional.pointer, t(`section.${word}`)] as const],
  );
  const ofLists = lists.flatMap((list) => [
    [list.pointer, t(`list.${list.word}`)] as const,
    ...list.fields.map(
      ({ pointer, word }) =>
        [`${list.pointer}/*${pointer}`, `${t(`list.${list.word}`)} · ${labelOf(word)}`] as const,
    ),
  ]);
  const situations = ['standard', 'non_performing', 'settlement', 'written_off'];
  const ofWaterfalls = situations.flatMap((situation) => {
    const pointer = `/terms/waterfalls/${situation}`;
    const name = `${t('tabs.allocation')} · ${optionOf(situation)}`;
    return [pointer, `${pointer}/buckets`, `${pointer}/buckets/*/components`].map(
      (one) => [one, name] as const,
    );
  });
  return Object.fromEntries([...ofFields, ...ofSections, ...ofLists, ...ofWaterfalls]);
}

/** Percentages and codes as people read them; the comparison only shows, it never goes back to the API. */
function readable({ currency: _fixed, ...content }: Draft, words: ProductWords): Draft {
  // With its currency beside it, the range of amounts would be taken for a sum of money.
  const named = fields.reduce<Draft>((shown, field) => spoken(shown, field, '', words), content);
  return lists.reduce<Draft>((shown, list) => {
    const items = valueAt(shown, list.pointer);
    if (!Array.isArray(items)) return shown;
    return items.reduce<Draft>(
      (now, _item, index) =>
        list.fields.reduce<Draft>(
          (one, field) => spoken(one, field, `${list.pointer}/${index}`, words),
          now,
        ),
      shown,
    );
  }, named);
}

function spoken(content: Draft, field: Field, base: string, { optionOf }: ProductWords): Draft {
  const pointer = `${base}${field.pointer}`;
  const value = valueAt(content, pointer);
  if (field.kind === 'percent' && typeof value === 'number') {
    return withValue(content, pointer, `${percentOf(value)}%`);
  }
  if (field.kind === 'choice' && (typeof value === 'string' || typeof value === 'number')) {
    return withValue(content, pointer, optionOf(value));
  }
  return Array.isArray(value)
    ? withValue(
        content,
        pointer,
        value.map((code) => optionOf(asText(code))),
      )
    : content;
}
