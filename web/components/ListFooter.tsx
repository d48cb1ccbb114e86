import { Group, NativeSelect, Pagination, Text } from '@mantine/core';
import { DateText } from './DateText.tsx';
import { useWords } from './words.ts';

export const pageSizes = [20, 50, 100] as const;

export type ListFooterProps = {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly asOf: string;
  /** The rows shown are being asked for again. */
  readonly isUpdating: boolean;
  readonly onPage: (page: number) => void;
  readonly onSize: (size: number) => void;
};

/** Which rows of how many, as of when; pages and rows per page. */
export function ListFooter(props: ListFooterProps) {
  const { page, size, total, asOf, isUpdating, onPage, onSize } = props;
  const { t } = useWords();
  const pages = Math.max(1, Math.ceil(total / size));
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  const to = Math.min(total, page * size);
  return (
    <Group justify="space-between" gap="sm" wrap="wrap" px="xs" py={6}>
      <Group gap={8}>
        <Text size="sm" c="dimmed" className="tabular">
          {t('table.range', { from, to, total })}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {isUpdating ? (
            t('table.updating')
          ) : (
            <>
              {t('table.asOf')} <DateText at={asOf} mode="time" />
            </>
          )}
        </Text>
      </Group>
      <Group gap="sm">
        <NativeSelect
          size="xs"
          aria-label={t('table.pageSize')}
          value={String(size)}
          data={pageSizes.map((value) => ({
            value: String(value),
            label: t('table.perPage', { count: value }),
          }))}
          onChange={({ currentTarget }) => onSize(Number(currentTarget.value))}
        />
        {pages === 1 ? null : (
          <Pagination
            size="sm"
            radius="sm"
            siblings={1}
            total={pages}
            value={Math.min(page, pages)}
            onChange={onPage}
            getItemProps={(item) => ({ 'aria-label': t('table.page', { page: item }) })}
            getControlProps={(control) => ({
              'aria-label': t(
                control === 'next' || control === 'last' ? 'table.nextPage' : 'table.previousPage',
              ),
            })}
          />
        )}
      </Group>
    </Group>
  );
}
