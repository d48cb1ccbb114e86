import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../../app/session.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { VersionList } from '../versions/VersionList.tsx';
import { NewMatrix } from './NewMatrix.tsx';

/** Who decides what, from which day: all matrices with their versions. */
export function TierVersions(): ReactNode {
  const { t } = useTranslation('policy');
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <VersionList
        kind="matrix"
        title={t('tiers.title')}
        path="/policy/tiers/$policyVersionId"
        actions={
          may('policy-version.author') ? (
            <Button size="xs" onClick={() => setAdding(true)}>
              {t('new.add')}
            </Button>
          ) : undefined
        }
      />
      {isAdding ? <NewMatrix onClose={() => setAdding(false)} /> : null}
    </>
  );
}
