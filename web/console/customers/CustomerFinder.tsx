/** Finds somebody by a full identity number or phone: exact, and recorded as a look into personal data. */
import {
  Button,
  Group,
  NativeSelect,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { searchCustomers } from '../../api/contracts/customers.ts';
import type { AnswerOf, InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { normaliseDigits } from '../../components/money-text.ts';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

export type Customer = AnswerOf<typeof searchCustomers>['items'][number];
type Search = InputOf<typeof searchCustomers>['body'];
export type IdentityType = NonNullable<Search['identity']>['type'];

/** What was searched for, so that a new file begins with it. */
export type Searched = {
  readonly by: 'identity' | 'phone';
  readonly type: IdentityType;
  readonly number: string;
};

type Props = {
  /** On the button of each person found. */
  readonly verb: string;
  readonly onChoose: (customer: Customer) => void;
  /** After a search that found nobody. */
  readonly onNobody?: (searched: Searched) => ReactNode;
};

const identityTypes = [
  'national_id',
  'passport',
  'company_registration',
] as const satisfies readonly IdentityType[];

export function CustomerFinder({ verb, onChoose, onNobody }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState<Searched>({ by: 'identity', type: 'national_id', number: '' });
  const [answered, setAnswered] = useState<Searched | null>(null);
  const search = useCommand(searchCustomers, ({ body }) =>
    announce(t('finder.found', { count: body.items.length })),
  );
  const { fieldProps } = useFieldErrors(search.problem);
  const change = (part: Partial<Searched>) => {
    setTyped({ ...typed, ...part });
    setAnswered(null);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.number.trim() === '') return;
    search.renew();
    const outcome = await search.send({ body: bodyOf(typed) });
    if (outcome.kind === 'done') setAnswered(typed);
  };
  const found = search.state.kind === 'done' && answered !== null ? search.state.body.items : null;
  return (
    <Stack gap="sm">
      <form onSubmit={(event) => void send(event)} noValidate>
        <Group align="flex-end" gap="sm">
          <NumberFields typed={typed} change={change} fieldProps={fieldProps} />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconSearch size={14} aria-hidden />}
            disabled={typed.number.trim() === '' || search.isHeld}
          >
            {t('finder.search')}
          </Button>
        </Group>
      </form>
      <Text size="xs" c="dimmed">
        {t('finder.recorded')}
      </Text>
      {search.problem !== null && search.problem.errors === undefined ? (
        <ProblemText problem={search.problem} />
      ) : null}
      {found === null ? null : (
        <Results found={found} verb={verb} onChoose={onChoose}>
          {found.length === 0 && answered !== null ? onNobody?.(answered) : null}
        </Results>
      )}
    </Stack>
  );
}

type NumberFieldsProps = {
  readonly typed: Searched;
  readonly change: (part: Partial<Searched>) => void;
  readonly fieldProps: FieldErrors['fieldProps'];
};

function NumberFields({ typed, change, fieldProps }: NumberFieldsProps): ReactNode {
  const { t } = useTranslation('customers');
  const pointer = typed.by === 'identity' ? '/identity/number' : '/phone';
  return (
    <>
      <SegmentedControl
        size="sm"
        aria-label={t('finder.by')}
        value={typed.by}
        onChange={(by) => change({ by: by as Searched['by'] })}
        data={[
          { value: 'identity', label: t('finder.identity') },
          { value: 'phone', label: t('finder.phone') },
        ]}
      />
      {typed.by === 'identity' ? (
        <NativeSelect
          label={t('identityType')}
          value={typed.type}
          onChange={({ currentTarget }) => change({ type: currentTarget.value as IdentityType })}
          data={identityTypes.map((value) => ({ value, label: t(`identityTypes.${value}`) }))}
        />
      ) : null}
      <TextInput
        {...fieldProps(pointer)}
        label={typed.by === 'identity' ? t('finder.number') : t('finder.phone')}
        value={typed.number}
        autoComplete="off"
        miw={220}
        onChange={({ currentTarget }) => change({ number: currentTarget.value })}
      />
    </>
  );
}

/** Numbers of the house's own country unless a passport says otherwise; its country is asked with the new file. */
function bodyOf({ by, type, number }: Searched): Search {
  if (by === 'phone') return { phone: number.normalize('NFKC').trim() };
  return { identity: { type, country: 'CN', number: normaliseDigits(number) } };
}

type ResultsProps = Pick<Props, 'verb' | 'onChoose'> & {
  readonly found: readonly Customer[];
  readonly children: ReactNode;
};

function Results({ found, verb, onChoose, children }: ResultsProps): ReactNode {
  const { t } = useTranslation('customers');
  if (found.length === 0) {
    return (
      <Stack gap="sm">
        <Text size="sm">{t('finder.nobody')}</Text>
        {children}
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      {found.map((customer) => (
        <Paper key={customer.customerId} withBorder p="xs">
          <Group justify="space-between" gap="sm">
            <CustomerLine customer={customer} />
            <Button
              size="xs"
              variant="default"
              aria-label={`${verb} ${customer.name} ${customer.number}`}
              onClick={() => onChoose(customer)}
            >
              {verb}
            </Button>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

/** Enough to tell two people apart, masked as the API sent it. */
export function CustomerLine({ customer }: { readonly customer: Customer }): ReactNode {
  const { t } = useTranslation('customers');
  const { name, number, kind, identityMask, phoneMask } = customer;
  return (
    <Group gap="md">
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="sm">{t(`kinds.${kind}`)}</Text>
      <Text size="sm" className="tabular">
        {number}
      </Text>
      <Text size="sm" c="dimmed" className="tabular">
        {identityMask} · {phoneMask}
      </Text>
    </Group>
  );
}
