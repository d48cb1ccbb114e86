/** Shown when a page takes longer than a blink: the outline of a title and a list. */
import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from '../i18n/use-words.ts';

export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('state.loading')} role="status">
      <Skeleton height={32} width={240} />
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={32} />
      ))}
    </Stack>
  );
}
