/** Who may be given a case, as options of a select: name, level and load. */
import { listCollectors } from '../../api/contracts/collections.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { useTranslation } from '../../i18n/use-words.ts';

export function useCollectors(): { readonly value: string; readonly label: string }[] {
  const { t } = useTranslation('collecting');
  const { data } = useRead(listCollectors, {}, { staleMs: STALE_MS.reference });
  return (data?.items ?? []).map(({ officerId, name, levels, caseCount }) => ({
    value: officerId,
    label: t('allot.person', {
      name,
      level: levels.map((level) => t(`collections:level.${level}`)).join(' / '),
      count: caseCount,
    }),
  }));
}
