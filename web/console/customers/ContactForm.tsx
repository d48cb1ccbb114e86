/** New contact data: typed whole, because what is on file is never sent to the page. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { changeCustomer, readCustomer } from '../../api/contracts/customers.ts';
import { useCommand } from '../../api/use-command.ts';
import { readOptions, refresh } from '../../api/use-read.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { normaliseDigits } from '../../components/money-text.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { ShownCustomer } from './CustomerShow.tsx';

type Typed = { readonly phone: string; readonly email: string; readonly bankAccount: string };

const blank: Typed = { phone: '', email: '', bankAccount: '' };

export function ContactForm({ customer }: { readonly customer: ShownCustomer }): ReactNode {
  const { t } = useTranslation('customers');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Form customer={customer} onDone={() => setOpen(false)} />;
  return (
    <Group mt="xs">
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('edit.open')}
      </Button>
    </Group>
  );
}

type FormProps = { readonly customer: ShownCustomer; readonly onDone: () => void };

function Form({ customer, onDone }: FormProps): ReactNode {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const { customerId } = customer;
  const [typed, setTyped] = useState(blank);
  const [begun, setBegun] = useState(customer);
  const change = useCommand(changeCustomer, () => {
    void refresh(client, '/v1/customers');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(change.problem);
  const body = bodyOf(typed);
  // The version the words were typed against; another one is loaded by hand, after it was looked at.
  const reload = async () => {
    const options = readOptions(readCustomer, { params: { customerId } }, { staleMs: 0 });
    setBegun(await client.fetchQuery(options));
    change.renew();
  };
  return (
    <CommandForm
      command={change}
      refused={refused}
      onSubmit={() => void change.send({ params: { customerId }, body }, begun.version)}
      verb={t('edit.verb')}
      conflict={{ onReload: () => void reload(), onDiscard: onDone, ...theirs(begun, customer, t) }}
      aside={
        <Button variant="default" onClick={onDone}>
          {t('components:cancel')}
        </Button>
      }
      {...(Object.keys(body).length === 0 ? { blockedReason: t('edit.nothing') } : {})}
    >
      <Text size="sm" c="dimmed">
        {t('edit.text')}
      </Text>
      <Stack gap="sm">
        {(['phone', 'email', 'bankAccount'] as const).map((name) => (
          <TextInput
            key={name}
            {...fieldProps(`/${name}`)}
            label={t(`edit.${name}`)}
            autoComplete="off"
            value={typed[name]}
            onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
          />
        ))}
      </Stack>
    </CommandForm>
  );
}

/** Masks are all there is to compare: a change shows, what it is about does not. */
function theirs(
  before: ShownCustomer,
  after: ShownCustomer,
  t: (
    key: 'edit.label.phoneMask' | 'edit.label.emailMask' | 'edit.label.bankAccountMask',
  ) => string,
) {
  if (before.version === after.version) return {};
  const masks = ({ phoneMask, emailMask, bankAccountMask }: ShownCustomer) => ({
    phoneMask,
    emailMask,
    bankAccountMask,
  });
  return {
    theirs: {
      by: null,
      at: null,
      before: masks(before),
      after: masks(after),
      labels: {
        '/phoneMask': t('edit.label.phoneMask'),
        '/emailMask': t('edit.label.emailMask'),
        '/bankAccountMask': t('edit.label.bankAccountMask'),
      },
    },
  };
}

function bodyOf({ phone, email, bankAccount }: Typed) {
  return {
    ...(phone.trim() === '' ? {} : { phone: phone.normalize('NFKC').trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(bankAccount.trim() === '' ? {} : { bankAccount: normaliseDigits(bankAccount) }),
  };
}
