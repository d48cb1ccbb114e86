/** One row of the matrix with all its conditions; the validation says what a change leaves uncovered. */
import {
  Button,
  Fieldset,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  exceptionBands,
  riskGrades,
  securityBands,
  type MatrixContent,
  type MatrixRow,
} from '../../../../domain/approval/matrix.ts';
import { STALE_MS, useRead } from '../../../api/use-read.ts';
import { listBranches } from '../../../api/contracts/branches.ts';
import { listProducts } from '../../../api/contracts/products.ts';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { usePolicyName } from '../versions/policy-name.ts';
import { replaceRow } from './grid.ts';

type Props = {
  readonly version: Version;
  readonly content: MatrixContent;
  readonly row: MatrixRow;
};

export function RowForm({ version, content, row }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const edit = useDraftEdit(version);
  const { refused } = useFieldErrors(edit.command.problem);
  const [draft, setDraft] = useState(row);
  const [isRemoved, setRemoved] = useState(false);
  const isReader = !mayEdit(version);
  const fields = (
    <Fieldset legend={t('row.legend', { rowId: row.rowId })} disabled={isReader}>
      <RowFields content={content} row={draft} onChange={setDraft} />
    </Fieldset>
  );
  if (isReader) return fields;
  const kept = isRemoved ? null : draft;
  return (
    <CommandForm
      command={edit.command}
      refused={refused}
      verb={t(isRemoved ? 'removal.save' : 'row.apply')}
      onSubmit={() => void edit.save(replaceRow(content, row.rowId, kept))}
      conflict={{ onReload: edit.reload, onDiscard: () => setRemoved(false) }}
      // One button for there and back, so that the focus stays on it.
      aside={
        <Button variant="default" onClick={() => setRemoved(!isRemoved)}>
          {t(isRemoved ? 'removal.undo' : 'row.remove')}
        </Button>
      }
    >
      {isRemoved ? (
        <Text size="sm" role="status">
          {t('removal.row', { rowId: row.rowId })}
        </Text>
      ) : (
        fields
      )}
    </CommandForm>
  );
}

type FieldsProps = {
  readonly content: MatrixContent;
  readonly row: MatrixRow;
  readonly onChange: (row: MatrixRow) => void;
};

function RowFields({ content, row, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation('policy');
  const policyName = usePolicyName();
  const products = useRead(listProducts, {}, { staleMs: STALE_MS.reference });
  const known = products.data?.items.map(({ code }) => code) ?? [];
  const change = (changes: Partial<MatrixRow>) => onChange({ ...row, ...changes });
  const { currency, amount } = row;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={2}>
        <MoneyInput
          label={t('row.from')}
          currency={currency}
          value={amount.from}
          onChange={(from) => change({ amount: { ...amount, from } })}
        />
        <MoneyInput
          label={t('row.to')}
          placeholder={t('row.open')}
          currency={currency}
          value={amount.to ?? ''}
          onChange={(to) => change({ amount: { ...amount, to: to === '' ? null : to } })}
        />
      </SimpleGrid>
      <MultiSelect
        label={t('row.grades')}
        data={[...riskGrades]}
        value={[...row.riskGrades]}
        onChange={(values) => change({ riskGrades: values as MatrixRow['riskGrades'] })}
      />
      <MultiSelect
        label={t('row.products')}
        data={[...new Set([...known, ...row.products])].map((value) => ({
          value,
          label: policyName(value),
        }))}
        value={[...row.products]}
        onChange={(values) => change({ products: values })}
      />
      <MultiSelect
        label={t('row.customerTypes')}
        data={(['person', 'company'] as const).map((value) => ({
          value,
          label: t(`customer.${value}`),
        }))}
        value={[...row.customerTypes]}
        onChange={(values) => change({ customerTypes: values as MatrixRow['customerTypes'] })}
      />
      <Conditions row={row} onChange={onChange} />
      <Select
        label={t('row.tier')}
        data={[
          ...content.tiers.map(({ tier }) => ({ value: tier, label: tier })),
          { value: '-', label: t('grid.declined') },
        ]}
        allowDeselect={false}
        value={row.tier ?? '-'}
        onChange={(tier) => change({ tier: tier === '-' ? null : tier })}
      />
    </Stack>
  );
}

/** Conditions that a row may leave out; then it takes either. */
function Conditions({ row, onChange }: Omit<FieldsProps, 'content'>): ReactNode {
  const { t } = useTranslation('policy');
  const branches = useRead(listBranches, {}, { staleMs: STALE_MS.reference });
  const { branchIds, security, exceptions, ...rest } = row;
  return (
    <>
      <MultiSelect
        label={t('row.branches')}
        placeholder={branchIds === undefined ? t('row.everyBranch') : ''}
        data={(branches.data?.items ?? []).map(({ branchId, name }) => ({
          value: branchId,
          label: name,
        }))}
        value={[...(branchIds ?? [])]}
        onChange={(values) =>
          onChange({
            ...rest,
            ...(security === undefined ? {} : { security }),
            ...(exceptions === undefined ? {} : { exceptions }),
            ...(values.length === 0 ? {} : { branchIds: values }),
          })
        }
      />
      <Group grow align="flex-start">
        <Select
          label={t('row.security')}
          placeholder={t('row.either')}
          clearable
          data={securityBands.map((value) => ({ value, label: t(`security.${value}`) }))}
          value={security ?? null}
          onChange={(value) =>
            onChange({
              ...rest,
              ...(branchIds === undefined ? {} : { branchIds }),
              ...(exceptions === undefined ? {} : { exceptions }),
              ...(value === null ? {} : { security: value as (typeof securityBands)[number] }),
            })
          }
        />
        <Select
          label={t('row.exceptions')}
          placeholder={t('row.either')}
          clearable
          data={exceptionBands.map((value) => ({ value, label: t(`exceptions.${value}`) }))}
          value={exceptions ?? null}
          onChange={(value) =>
            onChange({
              ...rest,
              ...(branchIds === undefined ? {} : { branchIds }),
              ...(security === undefined ? {} : { security }),
              ...(value === null ? {} : { exceptions: value as (typeof exceptionBands)[number] }),
            })
          }
        />
      </Group>
    </>
  );
}
