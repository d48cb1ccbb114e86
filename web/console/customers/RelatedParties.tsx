/** Who is related to the customer: co-borrowers and guarantors have a file of their own and are found by full numbers. */
import { Button, Group, List, NativeSelect, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { listRelations, relateCustomers } from '../../api/contracts/customers.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { percentText } from '../../components/percent-text.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { CustomerFinder, type Customer } from './CustomerFinder.tsx';

type Kind = InputOf<typeof relateCustomers>['body']['kind'];

const kinds = [
  'guarantor',
  'spouse',
  'controlled_company',
  'legal_representative',
  'shared_controller',
  'staff',
] as const satisfies readonly Kind[];

type Props = { readonly customerId: string; readonly mayChange: boolean };

export function RelatedParties({ customerId, mayChange }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const [isOpen, setOpen] = useState(false);
  const relations = useRead(listRelations, { params: { customerId } });
  if (relations.isError && relations.data === undefined) {
    return (
      <ErrorState
        error={relations.error}
        what={t('tabs.relations')}
        onRetry={() => void relations.refetch()}
      />
    );
  }
  if (relations.data === undefined) return <BlockSkeleton lines={2} />;
  return (
    <Stack gap="sm" align="stretch">
      {relations.data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('relations.none')}
        </Text>
      ) : (
        <List size="sm">
          {relations.data.items.map(({ relatedCustomerId, relatedName, kind, ...rest }) => (
            <List.Item key={`${relatedCustomerId}-${kind}`}>
              <PageLink to="/customers/$customerId" params={{ customerId: relatedCustomerId }}>
                {relatedName} · {rest.relatedNumber}
              </PageLink>{' '}
              {t(`relations.kinds.${kind}`)}
              {rest.sharePpm === null ? null : ` · ${percentText(rest.sharePpm)}`}
            </List.Item>
          ))}
        </List>
      )}
      {!mayChange ? null : isOpen ? (
        <RelateForm customerId={customerId} onDone={() => setOpen(false)} />
      ) : (
        <Group>
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {t('relations.add')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

type FormProps = { readonly customerId: string; readonly onDone: () => void };

function RelateForm({ customerId, onDone }: FormProps): ReactNode {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const [other, setOther] = useState<Customer | null>(null);
  const [kind, setKind] = useState<Kind>('guarantor');
  const relate = useCommand(relateCustomers, () => {
    void refresh(client, '/v1/customers');
    onDone();
  });
  const { refused, fieldProps } = useFieldErrors(relate.problem);
  const cancel = (
    <Button variant="default" onClick={onDone}>
      {t('components:cancel')}
    </Button>
  );
  if (other === null) {
    return (
      <Stack gap="sm">
        <CustomerFinder verb={t('relations.choose')} onChoose={setOther} />
        <Group>{cancel}</Group>
      </Stack>
    );
  }
  return (
    <CommandForm
      command={relate}
      refused={refused}
      onSubmit={() =>
        void relate.send({
          params: { customerId },
          body: { relatedCustomerId: other.customerId, kind },
        })
      }
      verb={t('relations.save')}
      conflict={{ onReload: () => void refresh(client, '/v1/customers') }}
      aside={cancel}
    >
      <Text size="sm">
        {other.name} · {other.number}
      </Text>
      <NativeSelect
        {...fieldProps('/kind')}
        label={t('relations.kind')}
        maw={260}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`relations.kinds.${value}`) }))}
        onChange={({ currentTarget }) => setKind(currentTarget.value as Kind)}
      />
    </CommandForm>
  );
}
