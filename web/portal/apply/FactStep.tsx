/** What an applicant says about work and household. Only what the product needs is a must; the rest may stay empty. */
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { readAmount } from '../../components/money-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { plainDigits } from '../parts/digits.ts';
import type { StepProps } from './ApplyWizard.tsx';
import { companyFacts, householdFacts, workFacts, type Fact } from './steps.ts';
import { useSave } from './use-save.ts';

/** Answers to choose from, in the order in which they are asked. */
const choices = {
  employment: ['unemployed', 'under_1_year', '1_to_4_years', '4_to_7_years', 'over_7_years'],
  job: ['unskilled_non_resident', 'unskilled', 'skilled', 'management'],
  housing: ['own', 'rent', 'free'],
  property: ['real_estate', 'life_insurance', 'car_or_other', 'none_known'],
  savings: ['none_known', 'small', 'moderate', 'large', 'very_large'],
  checkingStatus: ['none', 'overdrawn', 'low', 'high'],
  otherInstallmentPlans: ['none', 'bank', 'stores'],
} as const satisfies Partial<Record<Fact, readonly string[]>>;

const counts: readonly Fact[] = ['dependantCount', 'residenceYears'];
const dates: readonly Fact[] = ['foundedDate'];

type Answers = Readonly<Partial<Record<Fact, string>>>;

export function FactStep({
  application,
  product,
  onDone,
  onReload,
  topic,
}: StepProps & { readonly topic: 'work' | 'household' }): ReactNode {
  const { t } = usePortalWords();
  const facts = factsOf(topic, product);
  const [answers, setAnswers] = useState<Answers>(() => answersIn(application.applicant, facts));
  const { command, save } = useSave(application, onDone);
  const needed = new Set(
    product.fields.filter(({ isNeededToSubmit }) => isNeededToSubmit).map(({ path }) => path),
  );
  const isNeeded = (fact: Fact) => needed.has(`/applicant/${fact}`);
  const send = () => {
    const changed = facts.filter(
      (fact) => answers[fact] !== answersIn(application.applicant, [fact])[fact],
    );
    if (changed.length === 0) return save({});
    const applicant = Object.fromEntries(
      changed.map((fact) => [fact, toWire(fact, answers[fact])]),
    );
    return save({ applicant });
  };
  return (
    <Form onSubmit={send}>
      <Text c="dimmed">{t('apply.workText')}</Text>
      {facts.map((fact) => (
        <FactField
          key={fact}
          fact={fact}
          value={answers[fact] ?? ''}
          isNeeded={isNeeded(fact)}
          onChange={(value) => setAnswers({ ...answers, [fact]: value })}
        />
      ))}
      <Outcome command={command} onReload={onReload} />
      <SendButton command={command}>{t('common.next')}</SendButton>
    </Form>
  );
}

/** A business product asks for the figures of the business as well. */
function factsOf(topic: 'work' | 'household', { fields }: StepProps['product']): readonly Fact[] {
  if (topic === 'household') return householdFacts;
  const asked = companyFacts.filter((fact) =>
    fields.some(({ path }) => path === `/applicant/${fact}`),
  );
  return [...workFacts, ...asked];
}

function answersIn(applicant: Readonly<Record<string, unknown>>, facts: readonly Fact[]): Answers {
  return Object.fromEntries(facts.map((fact) => [fact, asText(applicant[fact])]));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && 'amount' in value) return String(value.amount);
  return '';
}

/** Nothing typed says *not collected*. */
function toWire(fact: Fact, text = ''): unknown {
  const plain = text.trim();
  if (plain === '') return null;
  if (fact in choices || dates.includes(fact)) return plain;
  if (counts.includes(fact)) return Number(plainDigits(plain));
  const read = readAmount(plain, 'CNY');
  return { amount: read.kind === 'amount' ? read.amount : plain, currency: 'CNY' };
}

type FieldProps = {
  readonly fact: Fact;
  readonly value: string;
  readonly isNeeded: boolean;
  readonly onChange: (value: string) => void;
};

function FactField({ fact, value, isNeeded, onChange }: FieldProps): ReactNode {
  const { t, word } = usePortalWords();
  const name = word('words.facts', fact);
  const label = isNeeded ? name : `${name} ${t('common.optional')}`;
  if (fact in choices) {
    const options = choices[fact as keyof typeof choices];
    return (
      <NativeSelect
        label={label}
        required={isNeeded}
        value={value}
        data={[
          { value: '', label: t('common.choose') },
          ...options.map((option) => ({ value: option, label: word(`words.${fact}`, option) })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (counts.includes(fact) || dates.includes(fact)) {
    return (
      <TextInput
        label={label}
        required={isNeeded}
        type={dates.includes(fact) ? 'date' : 'text'}
        inputMode="numeric"
        pattern={dates.includes(fact) ? '.*' : '[0-9０-９]{0,3}'}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <MoneyInput
      label={label}
      required={isNeeded}
      currency="CNY"
      value={value}
      onChange={onChange}
    />
  );
}
