/** One cell of the matrix: which tier it gets, the row behind it, and the path of that tier. */
import { Checkbox, Drawer, Radio, Stack, Tabs, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { MatrixContent } from '../../../../domain/approval/matrix.ts';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { useBandText } from './band-text.ts';
import { assign, rowsAt, type Slice } from './grid.ts';
import type { Cell } from './MatrixGrid.tsx';
import { usePathWords } from './path-text.ts';
import { RowForm } from './RowForm.tsx';
import { TierPath } from './TierPath.tsx';

type Props = {
  readonly version: Version;
  readonly content: MatrixContent;
  readonly slice: Slice;
  readonly cell: Cell;
  readonly onClose: () => void;
};

export function CellDrawer({ version, content, slice, cell, onClose }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const bandText = useBandText();
  const rows = rowsAt(content, slice, cell.band, cell.grade);
  const tiers = content.tiers.filter(({ tier }) => rows.some((row) => row.tier === tier));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={`${bandText(cell.band)} × ${t('grid.grade', { grade: cell.grade })}`}
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <Tabs defaultValue="tier" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="tier">{t('cell.tier')}</Tabs.Tab>
          <Tabs.Tab value="path">{t('cell.path')}</Tabs.Tab>
          <Tabs.Tab value="rows">{t('cell.rows', { count: rows.length })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tier">
          <TierForm {...{ version, content, slice, cell, onClose }} />
        </Tabs.Panel>
        <Tabs.Panel value="path">
          {tiers.length === 0 ? <Text c="dimmed">{t('cell.noPath')}</Text> : null}
          {tiers.map((tier) => (
            <TierPath key={tier.tier} version={version} content={content} tier={tier} />
          ))}
        </Tabs.Panel>
        <Tabs.Panel value="rows">
          <Stack gap="lg">
            {rows.map((row) => (
              <RowForm key={row.rowId} version={version} content={content} row={row} />
            ))}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  );
}

const DECLINED = '';

function TierForm({ version, content, slice, cell, onClose }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const { pathText } = usePathWords();
  const edit = useDraftEdit(version, onClose);
  const { refused } = useFieldErrors(edit.command.problem);
  const [first] = rowsAt(content, slice, cell.band, cell.grade);
  const [chosen, choose] = useState<string | null>(
    first === undefined ? null : (first.tier ?? DECLINED),
  );
  const [isWide, setWide] = useState(false);
  const isReader = !mayEdit(version);
  const save = () => {
    if (chosen === null) return;
    const products = new Set(content.rows.flatMap((row) => row.products));
    const box = {
      amount: cell.band,
      riskGrades: [cell.grade],
      products: isWide ? [...products] : [slice.product],
      customerTypes: isWide ? (['person', 'company'] as const) : [slice.customerType],
    };
    void edit.save(assign(content, box, chosen === DECLINED ? null : chosen));
  };
  const fields = (
    <Stack gap="md">
      <Radio.Group value={chosen} onChange={choose} label={t('cell.choose')}>
        <Stack gap="sm" mt="xs">
          {content.tiers.map((tier, index) => (
            <Radio
              key={tier.tier}
              value={tier.tier}
              label={tier.tier}
              description={pathText(tier)}
              disabled={isReader}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
          <Radio
            value={DECLINED}
            label={t('grid.declined')}
            description={t('cell.declinedHint')}
            disabled={isReader}
          />
        </Stack>
      </Radio.Group>
      {isReader ? null : (
        <Checkbox
          label={t('cell.wide')}
          checked={isWide}
          onChange={({ currentTarget }) => setWide(currentTarget.checked)}
        />
      )}
    </Stack>
  );
  if (isReader) return fields;
  return (
    <CommandForm
      command={edit.command}
      refused={refused}
      verb={t('cell.apply')}
      onSubmit={save}
      conflict={{ onReload: edit.reload, onDiscard: onClose }}
      {...(chosen === null ? { blockedReason: t('cell.chooseFirst') } : {})}
    >
      {fields}
    </CommandForm>
  );
}
