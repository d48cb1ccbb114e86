import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Popover,
  SegmentedControl,
  Stack,
  Text,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { chooseDensity, density, type Density } from '../app/shell/preferences.ts';
import { moveColumn, toggleColumn, type Arranged, type ColumnChoice } from './columns.ts';
import { useWords } from './words.ts';

export type ColumnMenuProps<Row> = {
  readonly arranged: readonly Arranged<Row>[];
  readonly onChoice: (choice: ColumnChoice | null) => void;
};

/** Which columns are shown and in which order; moved by buttons, so that nothing needs dragging. */
export function ColumnMenu<Row>({ arranged, onChoice }: ColumnMenuProps<Row>) {
  const { t } = useWords();
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus shadow="xs">
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} aria-hidden />}>
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <Stack gap={6}>
          {arranged.map((one, index) => (
            <ColumnLine
              key={one.column.key}
              one={one}
              isFirst={index === 0}
              isLast={index === arranged.length - 1}
              onToggle={() => onChoice(toggleColumn(arranged, one.column.key))}
              onMove={(by) => onChoice(moveColumn(arranged, one.column.key, by))}
            />
          ))}
          <DensityChoice />
          <Button size="compact-sm" variant="subtle" onClick={() => onChoice(null)}>
            {t('table.resetColumns')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function DensityChoice() {
  const { t } = useWords();
  const [chosen, setChosen] = useState(density);
  const choose = (value: string) => {
    setChosen(value as Density);
    chooseDensity(value as Density);
  };
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {t('table.density')}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t('table.density')}
        value={chosen}
        onChange={choose}
        data={(['compact', 'comfortable'] as const).map((value) => ({
          value,
          label: t(`table.${value}`),
        }))}
      />
    </Stack>
  );
}

type ColumnLineProps<Row> = {
  readonly one: Arranged<Row>;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
};

function ColumnLine<Row>({ one, isFirst, isLast, onToggle, onMove }: ColumnLineProps<Row>) {
  const { t } = useWords();
  const { title, fixed = false } = one.column;
  return (
    <Group gap={4} wrap="nowrap">
      <Checkbox
        flex={1}
        size="sm"
        label={title}
        checked={one.isShown}
        disabled={fixed}
        onChange={onToggle}
      />
      <ActionIcon
        size={26}
        variant="subtle"
        disabled={isFirst}
        aria-label={t('table.moveUp', { name: title })}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={15} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={26}
        variant="subtle"
        disabled={isLast}
        aria-label={t('table.moveDown', { name: title })}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
