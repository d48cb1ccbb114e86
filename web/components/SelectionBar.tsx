import { Button, Group, Paper, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RowSelection } from './DataTable.tsx';
import { useWords } from './words.ts';

/** How many rows are selected and what may be done with them; it stands under the table and covers nothing. */
export function SelectionBar<Row>({ selection }: { readonly selection: RowSelection<Row> }) {
  const { t } = useWords();
  const { ids, onChange, actions } = selection;
  if (ids.size === 0) return null;
  return (
    <Paper
      withBorder
      radius="sm"
      px="sm"
      py={6}
      mt={8}
      role="group"
      aria-label={t('table.selection')}
    >
      <Group gap="sm" wrap="wrap">
        <Text size="sm" fw={500} role="status">
          {t('table.selected', { count: ids.size })}
        </Text>
        {actions}
        <Button
          size="compact-sm"
          variant="subtle"
          ms="auto"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange(new Set())}
        >
          {t('table.unselect')}
        </Button>
      </Group>
    </Paper>
  );
}
