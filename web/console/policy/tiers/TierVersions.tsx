import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-words.ts';
import { VersionList } from '../versions/VersionList.tsx';

/** Who decides what, from which day: all matrices with their versions. */
export function TierVersions(): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <VersionList kind="matrix" title={t('tiers.title')} path="/policy/tiers/$policyVersionId" />
  );
}
