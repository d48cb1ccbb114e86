/** For whom, and what: the first step finds or makes the customer, the second one opens the draft. */
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { readCustomer } from '../../api/contracts/customers.ts';
import { useRead } from '../../api/use-read.ts';
import { useListParams } from '../../app/list-params.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { StepList } from '../../components/StepList.tsx';
import {
  CustomerFinder,
  CustomerLine,
  type Customer,
  type Searched,
} from '../customers/CustomerFinder.tsx';
import { NewCustomerForm } from '../customers/NewCustomerForm.tsx';
import { BeginForm } from './BeginForm.tsx';
import { newSearch } from './search.ts';
import { wizardSteps } from './steps.ts';
import { useWizardWords } from './wizard-words.ts';

export function NewApplication(): ReactNode {
  const { t } = useWizardWords();
  const navigate = useNavigate();
  const { params } = useListParams(newSearch);
  const customerId = params.customer;
  const choose = (id: string | null) =>
    void navigate({ to: '.', search: id === null ? {} : { customer: id } } as never);
  const current = customerId === undefined ? 'customer' : 'loan';
  return (
    <Stack gap="md">
      <PageHeader title={t('newTitle')} />
      <StepList
        name={t('stepsName')}
        steps={wizardSteps.map((key) => ({
          key,
          label: t(`steps.${key}`),
          state: key === current ? 'current' : key === 'customer' ? 'done' : 'open',
        }))}
      />
      {customerId === undefined ? (
        <ChooseCustomer onChosen={({ customerId: id }) => choose(id)} />
      ) : (
        <ForCustomer customerId={customerId} onOther={() => choose(null)} />
      )}
    </Stack>
  );
}

function ChooseCustomer({ onChosen }: { readonly onChosen: (customer: Customer) => void }) {
  const { t } = useWizardWords();
  const [creating, setCreating] = useState<Searched | null>(null);
  return (
    <Stack gap="md" maw={820}>
      <Text size="sm" c="dimmed">
        {t('customerText')}
      </Text>
      <CustomerFinder
        verb={t('chooseCustomer')}
        onChoose={onChosen}
        onNobody={(searched) =>
          creating === null ? (
            <Group>
              <Button onClick={() => setCreating(searched)}>{t('customers:create.begin')}</Button>
            </Group>
          ) : (
            <Paper withBorder p="md">
              <NewCustomerForm searched={creating} onCreated={onChosen} />
            </Paper>
          )
        }
      />
    </Stack>
  );
}

type ForCustomerProps = { readonly customerId: string; readonly onOther: () => void };

function ForCustomer({ customerId, onOther }: ForCustomerProps): ReactNode {
  const { t } = useWizardWords();
  const customer = useRead(readCustomer, { params: { customerId } });
  if (customer.isError && customer.data === undefined) {
    return (
      <ErrorState
        error={customer.error}
        what={t('steps.customer')}
        onRetry={() => void customer.refetch()}
      />
    );
  }
  if (customer.data === undefined) return <BlockSkeleton lines={8} />;
  return (
    <Stack gap="md" maw={820}>
      <Paper withBorder p="xs">
        <Group justify="space-between" gap="sm">
          <CustomerLine customer={customer.data} />
          <Button size="xs" variant="default" onClick={onOther}>
            {t('otherCustomer')}
          </Button>
        </Group>
      </Paper>
      <BeginForm customer={customer.data} />
    </Stack>
  );
}
