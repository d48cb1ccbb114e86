/** One version of a product: the form by groups, what a borrower would pay beside it, differences, findings, history. */
import { Group, Stack, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Currency } from '../../../../domain/money.ts';
import { useListParams } from '../../../app/list-params.ts';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { compareAmounts } from '../../../components/money-text.ts';
import { FindingCounts, Findings } from '../versions/Findings.tsx';
import { mayEdit, type Version } from '../versions/version.ts';
import { VersionHeader } from '../versions/VersionHeader.tsx';
import { VersionPage } from '../versions/VersionPage.tsx';
import { asText, valueAt, type Draft } from '../versions/content.ts';
import { Differences } from './Differences.tsx';
import { DraftForm } from '../versions/DraftForm.tsx';
import type { ProductForm } from './Field.tsx';
import { FormTab, formTabs } from './FormTab.tsx';
import { History } from './History.tsx';
import { PreviewPanel, type Asked } from './PreviewPanel.tsx';
import classes from './products.module.css';
import { productSearch } from './search.ts';
import { useProductPreview } from './use-preview.ts';
import { useContentDraft } from '../versions/use-content-draft.ts';
import { useProductWords } from './words.ts';

export function ProductVersion(): ReactNode {
  const { t } = useProductWords();
  return (
    <VersionPage title={t('title')}>
      {(version) => <Whole key={version.policyVersionId} version={version} />}
    </VersionPage>
  );
}

function Whole({ version }: { readonly version: Version }): ReactNode {
  const { t, language } = useProductWords();
  const product = useContentDraft(version);
  const { draft, isDirty, edit } = product;
  const [asked, setAsked] = useState<Asked>(() => firstAsked(version.content));
  const currency = asText(draft['currency']) as Currency;
  const state = useProductPreview(toInput(draft, asked, currency));
  // What a save was refused for first; else what the preview says of the content as it stands.
  const problem = edit.command.problem?.errors === undefined ? state.problem : edit.command.problem;
  const { fieldProps } = useFieldErrors(problem);
  const form: ProductForm = {
    draft,
    isReader: !mayEdit(version),
    change: product.change,
    fieldProps: (pointer) => fieldProps(`/content${pointer}`),
  };
  return (
    <Stack gap="md">
      <VersionHeader
        version={version}
        name={asText(valueAt(version.content, `/names/${language}`))}
        listName={t('title')}
        listPath="/policy/products"
        {...(isDirty ? { blockedReason: t('policy:draft.saveFirst') } : {})}
      />
      <Parts
        version={version}
        form={form}
        product={product}
        preview={
          <PreviewPanel
            asked={asked}
            onAsk={(changes) => setAsked((now) => ({ ...now, ...changes }))}
            currency={currency}
            state={state}
          />
        }
      />
    </Stack>
  );
}

type PartsProps = {
  readonly version: Version;
  readonly form: ProductForm;
  readonly product: ReturnType<typeof useContentDraft>;
  readonly preview: ReactNode;
};

const otherTabs = ['comparison', 'findings', 'history'] as const;
const tabs = [...formTabs, ...otherTabs];

function Parts({ version, form, product, preview }: PartsProps): ReactNode {
  const { t } = useProductWords();
  const { params, set } = useListParams(productSearch);
  const { policyVersionId } = version;
  const tab = tabs.find((name) => name === params.tab) ?? 'basics';
  const formTab = formTabs.find((name) => name === tab);
  return (
    <Tabs
      value={tab}
      onChange={(value) => set({ tab: value === 'basics' ? undefined : (value ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label={t('title')}>
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tabs.${name}`)}
          </Tabs.Tab>
        ))}
        <Group ml="auto" pr={4}>
          <FindingCounts policyVersionId={policyVersionId} />
        </Group>
      </Tabs.List>
      {formTab === undefined ? null : (
        <Tabs.Panel value={formTab}>
          <div className={classes['split'] ?? ''}>
            <DraftForm content={product} isReader={form.isReader}>
              <FormTab form={form} tab={formTab} />
            </DraftForm>
            {preview}
          </div>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="comparison">
        <Differences policyVersionId={policyVersionId} draft={product.draft} />
      </Tabs.Panel>
      <Tabs.Panel value="findings">
        <Findings policyVersionId={policyVersionId} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <History code={version.name} currentId={policyVersionId} />
      </Tabs.Panel>
    </Tabs>
  );
}

const usualAmount = '100000.00';
const usualCount = 12;

/** A loan the product would make: a usual one where it fits, else the smallest or the largest. */
function firstAsked(content: Draft): Asked {
  const at = (pointer: string) => valueAt(content, pointer);
  const to = asText(at('/amount/to'));
  const from = asText(at('/amount/from'));
  const fitting = compareAmounts(usualAmount, to) > 0 ? to : usualAmount;
  const amount = compareAmounts(fitting, from) < 0 ? from : fitting;
  const least = Number(at('/installmentCount/from'));
  const most = Number(at('/installmentCount/to'));
  const count = Math.min(Math.max(usualCount, least), most);
  const [method = 'equal_installment'] = (at('/methods') ?? []) as Asked['method'][];
  return { amount, count: String(count), method, date: null };
}

function toInput(content: Draft, { amount, count, method, date }: Asked, currency: Currency) {
  return {
    content: content as Record<string, unknown>,
    amount: { amount, currency },
    installmentCount: Number(count),
    method,
    ...(date === null ? {} : { disbursementDate: date }),
  };
}
