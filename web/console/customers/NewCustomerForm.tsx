/** A new file, only after a search has found nobody; whoever has the same name is shown while it is filled. */
import { Alert, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { createCustomer, listCustomers } from '../../api/contracts/customers.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { normaliseDigits } from '../../components/money-text.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { CustomerLine, type Customer, type Searched } from './CustomerFinder.tsx';

type Props = {
  readonly searched: Searched;
  readonly onCreated: (customer: Customer) => void;
};

type Typed = {
  readonly name: string;
  readonly type: Searched['type'];
  readonly country: string;
  readonly number: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly bankAccount: string;
  readonly email: string;
  readonly language: 'zh-CN' | 'en';
};

export function NewCustomerForm({ searched, onCreated }: Props): ReactNode {
  const { t, i18n } = useTranslation('customers');
  const client = useQueryClient();
  const [typed, setTyped] = useState<Typed>(() => ({
    ...blank,
    type: searched.type,
    language: i18n.language === 'en' ? 'en' : 'zh-CN',
    ...(searched.by === 'phone' ? { phone: searched.number } : { number: searched.number }),
  }));
  const create = useCommand(createCustomer, ({ body }) => {
    void refresh(client, '/v1/customers');
    onCreated(body);
  });
  const errors = useFieldErrors(create.problem);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const { problem } = create;
  const existing = problem?.code === 'customer_exists' ? problem['customerId'] : null;
  return (
    <CommandForm
      command={create}
      refused={errors.refused}
      onSubmit={() => void create.send({ body: bodyOf(typed) })}
      verb={t('create.verb')}
      conflict={{ onReload: () => void refresh(client, '/v1/customers') }}
    >
      {typeof existing === 'string' ? (
        <PageLink to="/customers/$customerId" params={{ customerId: existing }} size="sm">
          {t('create.openExisting')}
        </PageLink>
      ) : null}
      <Fields typed={typed} change={change} errors={errors} />
      <SameName name={typed.name} />
    </CommandForm>
  );
}

const blank = {
  name: '',
  number: '',
  country: 'CN',
  phone: '',
  birthDate: '',
  bankAccount: '',
  email: '',
};

function bodyOf(typed: Typed) {
  const { name, type, country, number, phone, birthDate, bankAccount, email, language } = typed;
  const kind = type === 'company_registration' ? ('company' as const) : ('person' as const);
  return {
    kind,
    name: name.trim(),
    identity: {
      type,
      country: country.normalize('NFKC').trim().toUpperCase(),
      number: normaliseDigits(number),
    },
    phone: phone.normalize('NFKC').trim(),
    language,
    ...(birthDate === '' ? {} : { birthDate }),
    ...(bankAccount.trim() === '' ? {} : { bankAccount: normaliseDigits(bankAccount) }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  };
}

type FieldsProps = {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly errors: FieldErrors;
};

const identityTypes = ['national_id', 'passport', 'company_registration'] as const;

function Fields({ typed, change, errors: { fieldProps } }: FieldsProps): ReactNode {
  const { t } = useTranslation('customers');
  const text = (name: Exclude<keyof Typed, 'type' | 'language'>, pointer: string) => ({
    ...fieldProps(pointer),
    autoComplete: 'off',
    value: typed[name],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      change({ [name]: currentTarget.value }),
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
      <TextInput {...text('name', '/name')} label={t('create.name')} required maxLength={60} />
      <NativeSelect
        {...fieldProps('/identity/type')}
        label={t('identityType')}
        required
        value={typed.type}
        data={identityTypes.map((value) => ({ value, label: t(`identityTypes.${value}`) }))}
        onChange={({ currentTarget }) => change({ type: currentTarget.value as Typed['type'] })}
      />
      <TextInput {...text('number', '/identity/number')} label={t('finder.number')} required />
      {typed.type === 'national_id' ? null : (
        <TextInput
          {...text('country', '/identity/country')}
          label={t('create.country')}
          required
          maxLength={2}
        />
      )}
      <TextInput
        {...text('phone', '/phone')}
        label={t('finder.phone')}
        type="tel"
        required
        description={t('create.phoneText')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      {typed.type === 'passport' ? (
        <TextInput
          {...text('birthDate', '/birthDate')}
          label={t('create.birthDate')}
          type="date"
          required
        />
      ) : null}
      <TextInput {...text('bankAccount', '/bankAccount')} label={t('create.bankAccount')} />
      <TextInput {...text('email', '/email')} label={t('create.email')} type="email" />
      <NativeSelect
        {...fieldProps('/language')}
        label={t('create.language')}
        value={typed.language}
        data={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={({ currentTarget }) =>
          change({ language: currentTarget.value as Typed['language'] })
        }
      />
    </SimpleGrid>
  );
}

const PAUSE_MS = 400;

/** A possible duplicate is for a person to judge: the same name is no proof. */
function SameName({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation('customers');
  const [settled] = useDebouncedValue(name.trim(), PAUSE_MS);
  const isLong = settled.length >= 2;
  const query = { page: 1, size: 5, name: settled };
  const { data } = useRead(listCustomers, { query }, { enabled: isLong });
  if (!isLong || data === undefined || data.items.length === 0) return null;
  return (
    <Alert
      role="status"
      color="yellow"
      variant="outline"
      icon={<IconUsers aria-hidden />}
      title={t('create.sameName', { count: data.total })}
    >
      <Stack gap={4}>
        {data.items.map((customer) => (
          <PageLink
            key={customer.customerId}
            to="/customers/$customerId"
            params={{ customerId: customer.customerId }}
          >
            <CustomerLine customer={customer} />
          </PageLink>
        ))}
        <Text size="sm" c="dimmed">
          {t('create.sameNameText')}
        </Text>
      </Stack>
    </Alert>
  );
}
