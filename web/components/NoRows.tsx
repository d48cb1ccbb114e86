import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { EmptyState } from './EmptyState.tsx';

export type NoRowsProps = {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  /** Why nothing is here while no filter is set. */
  readonly reason?: 'none' | 'firstRun';
  readonly sentence: string;
  /** In place of the general sentence where a filter lets nothing through. */
  readonly filteredSentence?: string;
};

/** An empty list: there is nothing yet, or its filters let nothing through and may be forgotten. */
export function NoRows(props: NoRowsProps): ReactNode {
  const { isFiltered, onClear, reason = 'none', sentence, filteredSentence } = props;
  const { t } = useTranslation();
  if (!isFiltered) return <EmptyState reason={reason} sentence={sentence} />;
  return (
    <EmptyState
      reason="filtered"
      {...(filteredSentence === undefined ? {} : { sentence: filteredSentence })}
      action={
        <Button variant="default" onClick={onClear}>
          {t('action.clear')}
        </Button>
      }
    />
  );
}
