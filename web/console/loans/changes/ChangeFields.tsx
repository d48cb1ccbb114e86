/** The fields of each kind of change. */
import {
  Checkbox,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  TextInput,
  Textarea,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { waiverReasons } from '../../../../domain/choices.ts';
import { listCustomerPapers } from '../../../api/contracts/loan-papers.ts';
import { useRead } from '../../../api/use-read.ts';
import type { FieldErrors } from '../../../components/field-errors.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import type { Loan } from '../loan.ts';
import {
  reversalReasons,
  treatments,
  waivedComponents,
  writeOffGrounds,
  type ChangeDraft,
  type Treatment,
} from './draft.ts';

export type FieldsProps = {
  readonly loan: Loan;
  readonly draft: ChangeDraft;
  readonly onChange: (changes: Partial<ChangeDraft>) => void;
  readonly fieldProps: FieldErrors['fieldProps'];
};

export function ChangeFields(props: FieldsProps): ReactNode {
  const { kind } = props.draft;
  switch (kind) {
    case 'waiver':
      return <WaiverFields {...props} />;
    case 'restructure':
      return <RestructureFields {...props} />;
    case 'charge':
      return <ChargeFields {...props} />;
    case 'write_off':
      return <WriteOffFields {...props} />;
    case 'pause':
      return <PauseFields {...props} />;
    case 'payment_reversal':
      return <ReasonCode {...props} codes={reversalReasons} />;
    case 'payment_correction':
      return <DateField {...props} pointer="/effectiveDate" />;
    case 'return_to_performing':
      return <ReasonText {...props} />;
    case 'rate_change':
      return (
        <Row>
          <RateField {...props} />
          <SinceField {...props} />
        </Row>
      );
    case 'due_date_move':
      return (
        <>
          <Row>
            <DateField {...props} pointer="/change/nextDueDate" />
            <SinceField {...props} />
          </Row>
          <ReasonText {...props} />
        </>
      );
    default:
      return (
        <>
          <Row>
            <CountField {...props} />
            <SinceField {...props} />
          </Row>
          <ReasonText {...props} />
        </>
      );
  }
}

function Row({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" maw={900}>
      {children}
    </SimpleGrid>
  );
}

function WaiverFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  const { loan, draft, onChange, fieldProps } = props;
  return (
    <>
      <Row>
        {waivedComponents.map((component, index) => (
          <MoneyInput
            key={component}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            label={t(`component.${component}`)}
            currency={loan.currency}
            value={draft.amounts[component]}
            onChange={(amount) => onChange({ amounts: { ...draft.amounts, [component]: amount } })}
            {...fieldProps(`/amounts/${component}`)}
          />
        ))}
      </Row>
      <ReasonCode {...props} codes={waiverReasons} />
    </>
  );
}

function RestructureFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  const { draft, onChange } = props;
  return (
    <>
      <Row>
        <CountField {...props} />
        <DateField {...props} pointer="/change/firstDueDate" />
        <RateField {...props} />
      </Row>
      <Row>
        {waivedComponents.map((component) => (
          <Select
            key={component}
            label={t('change.arrears', { component: t(`component.${component}`) })}
            allowDeselect={false}
            data={treatments.map((value) => ({ value, label: t(`treatment.${value}`) }))}
            value={draft.arrears[component]}
            onChange={(value) =>
              onChange({
                arrears: { ...draft.arrears, [component]: (value ?? 'carry') as Treatment },
              })
            }
          />
        ))}
      </Row>
      <ReasonText {...props} />
    </>
  );
}

function ChargeFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  const { loan, draft, onChange, fieldProps } = props;
  return (
    <Row>
      <Select
        label={t('change.component')}
        allowDeselect={false}
        data={(['fee', 'penalty'] as const).map((value) => ({
          value,
          label: t(`component.${value}`),
        }))}
        value={draft.component}
        onChange={(value) => onChange({ component: value === 'penalty' ? 'penalty' : 'fee' })}
      />
      <TextInput
        label={t('change.code')}
        description={t('change.codeHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        withAsterisk
        value={draft.code}
        onChange={({ currentTarget }) => onChange({ code: currentTarget.value })}
        {...fieldProps('/code')}
      />
      <MoneyInput
        label={t('change.chargeAmount')}
        description={t('change.chargeAmountHint')}
        currency={loan.currency}
        value={draft.amount}
        onChange={(amount) => onChange({ amount })}
        {...fieldProps('/amount')}
      />
    </Row>
  );
}

function PauseFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  const { draft, onChange } = props;
  return (
    <>
      <Row>
        <DateField {...props} pointer="/change/untilDate" />
        <SinceField {...props} />
      </Row>
      <Group gap="lg">
        <Checkbox
          label={t('change.stopsInterest')}
          checked={draft.stopsInterest}
          onChange={({ currentTarget }) => onChange({ stopsInterest: currentTarget.checked })}
        />
        <Checkbox
          label={t('change.stopsPenalty')}
          checked={draft.stopsPenalty}
          onChange={({ currentTarget }) => onChange({ stopsPenalty: currentTarget.checked })}
        />
      </Group>
      <ReasonText {...props} />
    </>
  );
}

function WriteOffFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  const { loan, draft, onChange, fieldProps } = props;
  const papers = useRead(listCustomerPapers, { params: { customerId: loan.customerId } });
  return (
    <>
      <ReasonCode {...props} codes={writeOffGrounds} />
      <MultiSelect
        maw={600}
        size="md"
        label={t('change.evidence')}
        withAsterisk
        data={(papers.data?.items ?? []).map(({ documentId, fileName }) => ({
          value: documentId,
          label: fileName,
        }))}
        value={[...draft.documentIds]}
        onChange={(documentIds) => onChange({ documentIds })}
        {...fieldProps('/evidence')}
      />
    </>
  );
}

type CodeProps = FieldsProps & { readonly codes: readonly string[] };

function ReasonCode({ draft, onChange, fieldProps, codes }: CodeProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <Select
      maw={300}
      label={t('change.reasonCode')}
      withAsterisk
      data={codes.map((value) => ({ value, label: t(`reason.${value as 'hardship'}`) }))}
      value={draft.reasonCode === '' ? null : draft.reasonCode}
      onChange={(value) => onChange({ reasonCode: value ?? '' })}
      {...fieldProps('/reason')}
    />
  );
}

function ReasonText({ draft, onChange, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <Textarea
      maw={600}
      label={t('change.reason')}
      withAsterisk
      autosize
      minRows={2}
      maxLength={400}
      value={draft.reason}
      onChange={({ currentTarget }) => onChange({ reason: currentTarget.value })}
      {...fieldProps('/reason')}
    />
  );
}

type DateProps = FieldsProps & { readonly pointer: string };

function DateField({ draft, onChange, fieldProps, pointer }: DateProps): ReactNode {
  const { t } = useTranslation('loans');
  const isOptional = draft.kind === 'restructure';
  return (
    <TextInput
      type="date"
      label={t(`dateOf.${draft.kind as 'pause'}`)}
      withAsterisk={!isOptional}
      value={draft.date}
      onChange={({ currentTarget }) => onChange({ date: currentTarget.value })}
      {...fieldProps(pointer)}
    />
  );
}

function CountField({ draft, onChange, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <TextInput
      inputMode="numeric"
      label={t(`countOf.${draft.kind as 'extension'}`)}
      withAsterisk
      maxLength={3}
      value={draft.count}
      onChange={({ currentTarget }) => onChange({ count: currentTarget.value })}
      {...fieldProps('/change')}
    />
  );
}

function RateField({ draft, onChange, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <TextInput
      inputMode="decimal"
      label={t('change.rate')}
      withAsterisk={draft.kind === 'rate_change'}
      value={draft.rate}
      onChange={({ currentTarget }) => onChange({ rate: currentTarget.value })}
      {...fieldProps('/annualRatePpm')}
    />
  );
}

function SinceField({ draft, onChange, fieldProps }: FieldsProps): ReactNode {
  const { t } = useTranslation('loans');
  return (
    <TextInput
      type="date"
      label={t('change.since')}
      value={draft.effectiveDate}
      onChange={({ currentTarget }) => onChange({ effectiveDate: currentTarget.value })}
      {...fieldProps('/effectiveDate')}
    />
  );
}
