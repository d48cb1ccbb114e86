/** Where approvers come from, in words. */
import type { ReactNode } from 'react';
import type { ApproverSource } from '../../../../domain/approval/matrix.ts';
import { useWords } from '../../../components/words.ts';
import { useTranslation } from '../../../i18n/use-words.ts';

export function SourceText({ source }: { readonly source: ApproverSource }): ReactNode {
  const { t } = useTranslation('policy');
  const { wordOf } = useWords();
  switch (source.kind) {
    case 'role':
      return t('source.roleOf', {
        role: wordOf('roles', source.role),
        level: t(`level.${source.level}`),
      });
    case 'named':
      return t('source.namedCount', { count: source.officerIds.length });
    case 'branch_head':
      return t('source.headOf', { level: source.level });
    case 'continuous_heads':
      return t('source.headsUpTo', { level: source.upToLevel });
    case 'group':
      return t('source.groupOf', { group: source.groupId });
    case 'field':
      return t('source.managerUp', { level: source.headLevel });
  }
}
