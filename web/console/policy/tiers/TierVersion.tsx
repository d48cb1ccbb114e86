/** One version of a tier matrix: the table of cells, its findings, its difference, and what it would have done. */
import { Alert, Group, SegmentedControl, Select, Stack, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { CustomerType, MatrixContent } from '../../../../domain/approval/matrix.ts';
import { useListParams } from '../../../app/list-params.ts';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { FindingCounts, Findings, useFindings, type Finding } from '../versions/Findings.tsx';
import { isRequestMatrix, usePolicyName } from '../versions/policy-name.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { VersionHeader } from '../versions/VersionHeader.tsx';
import { VersionPage } from '../versions/VersionPage.tsx';
import { BandDialog, type BandQuestion } from './BandDialog.tsx';
import { CasePreview } from './CasePreview.tsx';
import { CellDrawer } from './CellDrawer.tsx';
import { Comparison, isChangedCell, useComparison } from './Comparison.tsx';
import { assign, bandsOf, rowsAt, type Slice } from './grid.ts';
import { MatrixGrid, type Cell } from './MatrixGrid.tsx';
import { tierSearch } from './search.ts';
import { Simulation } from './Simulation.tsx';
import { TierList } from './TierList.tsx';

export function TierVersion(): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <VersionPage title={t('tiers.title')}>
      {(version) => (
        <Stack gap="md">
          <VersionHeader version={version} listName={t('tiers.title')} listPath="/policy/tiers" />
          <Parts key={version.policyVersionId} version={version} />
        </Stack>
      )}
    </VersionPage>
  );
}

const tabs = ['grid', 'paths', 'findings', 'comparison', 'simulation'] as const;

function Parts({ version }: { readonly version: Version }): ReactNode {
  const { params, set } = useListParams(tierSearch);
  const content = version.content as unknown as MatrixContent;
  const [cell, setCell] = useState<Cell | null>(null);
  const products = [...new Set(content.rows.flatMap((row) => row.products))].toSorted();
  const slice: Slice = {
    product: params.product ?? products[0] ?? '',
    customerType: params.customerType ?? firstType(content, params.product ?? products[0] ?? ''),
  };
  const tab = tabs.find((one) => one === params.tab) ?? 'grid';
  const go = (finding: Finding) => {
    const target = placeOf(content, finding, slice);
    set({
      tab: target.tab,
      product: target.slice.product,
      customerType: target.slice.customerType,
    });
    setCell(target.cell);
  };
  return (
    <>
      <Tabs
        value={tab}
        onChange={(value) => set({ tab: value === 'grid' ? undefined : (value ?? undefined) })}
        keepMounted={false}
      >
        <TabBar policyVersionId={version.policyVersionId} />
        <Tabs.Panel value="grid">
          <Table
            version={version}
            content={content}
            products={products}
            slice={slice}
            onSlice={set}
            onOpen={setCell}
          />
        </Tabs.Panel>
        <Tabs.Panel value="paths">
          <TierList version={version} content={content} />
        </Tabs.Panel>
        <Tabs.Panel value="findings">
          <Findings policyVersionId={version.policyVersionId} onGo={go} />
        </Tabs.Panel>
        <Tabs.Panel value="comparison">
          <Comparison version={version} />
        </Tabs.Panel>
        <Tabs.Panel value="simulation">
          <Stack gap="xl">
            {isRequestMatrix(version) ? null : (
              <CasePreview version={version} content={content} slice={slice} />
            )}
            <Simulation version={version} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
      {cell === null ? null : (
        <CellDrawer
          version={version}
          content={content}
          slice={slice}
          cell={cell}
          onClose={() => setCell(null)}
        />
      )}
    </>
  );
}

function TabBar({ policyVersionId }: { readonly policyVersionId: string }): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <Tabs.List mb="md" aria-label={t('tiers.title')}>
      {tabs.map((name) => (
        <Tabs.Tab key={name} value={name}>
          {t(`tabs.${name}`)}
        </Tabs.Tab>
      ))}
      <Group ml="auto" pr={4}>
        <FindingCounts policyVersionId={policyVersionId} />
      </Group>
    </Tabs.List>
  );
}

/** Where a product is for companies only, a table for persons would be nothing but gaps. */
function firstType({ rows }: MatrixContent, product: string): CustomerType {
  const types = new Set(
    rows.filter((row) => row.products.includes(product)).flatMap((row) => row.customerTypes),
  );
  return types.has('person') || !types.has('company') ? 'person' : 'company';
}

type TableProps = {
  readonly version: Version;
  readonly content: MatrixContent;
  readonly products: readonly string[];
  readonly slice: Slice;
  readonly onSlice: (changes: { product?: string; customerType?: CustomerType }) => void;
  readonly onOpen: (cell: Cell) => void;
};

function Table({ version, content, products, slice, onSlice, onOpen }: TableProps): ReactNode {
  const { t } = useTranslation('policy');
  const policyName = usePolicyName();
  const [question, ask] = useState<BandQuestion | null>(null);
  const findings = useFindings(version.policyVersionId);
  const comparison = useComparison(version.policyVersionId);
  const paste = useDraftEdit(version);
  const isWriter = mayEdit(version);
  const flagged = new Set(
    (findings.data?.findings ?? [])
      .filter(({ severity }) => severity === 'block')
      .flatMap(({ rowIds }) => rowIds),
  );
  const onPaste = ({ band, grade }: Cell, tier: string | null) => {
    const { product, customerType } = slice;
    const box = {
      amount: band,
      riskGrades: [grade],
      products: [product],
      customerTypes: [customerType],
    };
    void paste.save(assign(content, box, tier));
  };
  return (
    <Stack gap="sm">
      <Group gap="md" align="flex-end">
        <Select
          label={t('grid.product')}
          w={200}
          allowDeselect={false}
          data={products.map((value) => ({ value, label: policyName(value) }))}
          value={slice.product}
          onChange={(product) => onSlice({ product: product ?? slice.product })}
        />
        <SegmentedControl
          aria-label={t('grid.customerType')}
          data={(['person', 'company'] as const).map((value) => ({
            value,
            label: t(`customer.${value}`),
          }))}
          value={slice.customerType}
          onChange={(value) => onSlice({ customerType: value as CustomerType })}
        />
      </Group>
      {paste.command.problem === null ? null : (
        <Alert role="alert" color="red" variant="outline">
          <ProblemText problem={paste.command.problem} />
        </Alert>
      )}
      <MatrixGrid
        content={content}
        slice={slice}
        flagged={flagged}
        isChanged={(cell) => isChangedCell(comparison.data?.cells ?? [], slice, cell)}
        onOpen={onOpen}
        {...(isWriter ? { onPaste, onBand: (band) => ask({ kind: 'band', band }) } : {})}
        {...(isWriter ? { onAddBand: () => ask({ kind: 'add' }) } : {})}
      />
      {question === null ? null : (
        <BandDialog
          version={version}
          content={content}
          slice={slice}
          question={question}
          onClose={() => ask(null)}
        />
      )}
    </Stack>
  );
}

/** The cell or path a finding is about: that of its first row, or the gap it describes. */
function placeOf(content: MatrixContent, finding: Finding, here: Slice) {
  const facts = finding.facts as {
    readonly product?: string;
    readonly customerType?: CustomerType;
    readonly grade?: Cell['grade'];
    readonly from?: string;
  };
  const row = content.rows.find(({ rowId }) => finding.rowIds.includes(rowId));
  const slice: Slice = {
    product: facts.product ?? row?.products[0] ?? here.product,
    customerType: facts.customerType ?? row?.customerTypes[0] ?? here.customerType,
  };
  const grade = facts.grade ?? row?.riskGrades[0];
  if (grade === undefined) return { tab: 'paths', slice, cell: null };
  const bands = bandsOf(content, slice);
  const band =
    bands.find(({ from }) => from === facts.from) ??
    bands.find((one) =>
      rowsAt(content, slice, one, grade).some(({ rowId }) => rowId === row?.rowId),
    );
  return { tab: undefined, slice, cell: band === undefined ? null : { band, grade } };
}
