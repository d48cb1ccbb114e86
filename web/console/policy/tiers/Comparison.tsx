/** The version against the one in force: the cells that would take another path, as the API found them. */
import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AmountBand, RiskGrade } from '../../../../domain/approval/matrix.ts';
import { readComparison } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { useRead } from '../../../api/use-read.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { compareAmounts } from '../../../components/money-text.ts';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { Version } from '../versions/version.ts';
import { usePolicyName } from '../versions/policy-name.ts';
import { useBandText } from './band-text.ts';
import type { Slice } from './grid.ts';
import type { Cell } from './MatrixGrid.tsx';
import { usePathWords } from './path-text.ts';

type Compared = AnswerOf<typeof readComparison>;
export type ChangedCell = Compared['cells'][number];

export function useComparison(policyVersionId: string) {
  return useRead(readComparison, { params: { policyVersionId } });
}

/** Facts of a changed cell that its place in the table is told by. */
type CellFacts = {
  readonly product?: string;
  readonly customerType?: string;
  readonly grade?: string;
  readonly from?: string;
  readonly to?: string | null;
};

/** Whether the cell holds an amount whose path would change. */
export function isChangedCell(cells: readonly ChangedCell[], slice: Slice, cell: Cell): boolean {
  return cells.some(({ facts }) => {
    const { product, customerType, grade, from = '0', to = null } = facts as CellFacts;
    const isHere = product === slice.product && customerType === slice.customerType;
    return isHere && grade === cell.grade && meets({ from, to }, cell.band);
  });
}

function meets(a: AmountBand, b: AmountBand): boolean {
  const isBefore = (from: string, to: string | null) => to === null || compareAmounts(from, to) < 0;
  return isBefore(a.from, b.to) && isBefore(b.from, a.to);
}

export function Comparison({ version }: { readonly version: Version }): ReactNode {
  const { t } = useTranslation('policy');
  const { data, error, refetch } = useComparison(version.policyVersionId);
  if (error !== null) {
    return <ErrorState error={error} what={t('comparison.title')} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton />;
  if (data.activeVersionId === null)
    return <EmptyState reason="none" sentence={t('comparison.first')} />;
  if (data.cells.length === 0) {
    const sentence =
      data.differences.length === 0 ? t('comparison.none') : t('comparison.onlySettings');
    return <EmptyState reason="none" sentence={sentence} />;
  }
  return (
    <Stack gap="xs">
      <Text fw={600}>{t('comparison.count', { count: data.cells.length })}</Text>
      <Cells cells={data.cells} />
    </Stack>
  );
}

function Cells({ cells }: { readonly cells: readonly ChangedCell[] }): ReactNode {
  const { t } = useTranslation('policy');
  const bandText = useBandText();
  const policyName = usePolicyName();
  return (
    <ScrollBox name={t('comparison.title')}>
      <Table miw={760} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('comparison.cell')}</Table.Th>
            <Table.Th scope="col">{t('comparison.before')}</Table.Th>
            <Table.Th scope="col">{t('comparison.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cells.map(({ facts, before, after }, index) => {
            const {
              product = '',
              customerType,
              grade = '',
              from = '0',
              to = null,
            } = facts as CellFacts;
            return (
              <Table.Tr key={index}>
                <Table.Th scope="row" fw={500}>
                  {policyName(product)} ·{' '}
                  {t(customerType === 'company' ? 'customer.company' : 'customer.person')} ·{' '}
                  {bandText({ from, to })} × {grade as RiskGrade}
                </Table.Th>
                <Table.Td>
                  <Path path={before} />
                </Table.Td>
                <Table.Td>
                  <Path path={after} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function Path({ path }: { readonly path: ChangedCell['before'] }): ReactNode {
  const { t } = useTranslation('policy');
  const { stageText } = usePathWords();
  if (path === null) return t('grid.gap');
  if (path.tier === null) return t('grid.declined');
  const hours = path.stages.reduce((total, stage) => total + stage.workingHours, 0);
  return (
    <>
      <Text size="sm" fw={600} span>
        {path.tier}
      </Text>{' '}
      {path.stages.map(stageText).join(' → ')} · {t('grid.hours', { hours })}
    </>
  );
}
