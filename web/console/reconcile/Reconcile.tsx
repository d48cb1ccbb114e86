/** Whether bank and ledger agree: by day, line by line, and the statements they were compared by. */
import { Button, Paper, Stack, Tabs, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useListParams } from '../../app/list-params.ts';
import { useMay } from '../../app/session.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { BankDays } from './BankDays.tsx';
import { BankLines } from './BankLines.tsx';
import { reconcileSearch, reconcileTabs, type ReconcileTab } from './search.ts';
import { StatementImport } from './StatementImport.tsx';
import { Statements } from './Statements.tsx';

export function Reconcile(): ReactNode {
  const { t } = useTranslation('payments');
  const may = useMay();
  const { params, set } = useListParams(reconcileSearch);
  const [isImporting, setImporting] = useState(false);
  useShortcuts(
    reconcileTabs.map((tab, index) => ({
      keys: String(index + 1),
      label: t(`bank.tabs.${tab}`),
      group: 'record' as const,
      run: () => set({ tab }),
    })),
  );
  return (
    <Stack gap="md">
      <PageHeader
        title={t('bank.title')}
        actions={
          may('payment.match') && !isImporting ? (
            <Button
              // Among the lines the filled button is the one that confirms them.
              variant={params.tab === 'lines' ? 'default' : 'filled'}
              leftSection={<IconFileImport size={14} aria-hidden />}
              onClick={() => setImporting(true)}
            >
              {t('bank.import')}
            </Button>
          ) : null
        }
      />
      <Text size="sm" c="dimmed">
        {t('bank.hint')}
      </Text>
      {isImporting ? (
        <Paper withBorder p="md">
          <StatementImport
            onDone={() => set({ tab: 'lines', page: 1, day: undefined })}
            onEnd={() => setImporting(false)}
          />
        </Paper>
      ) : null}
      <Tabs
        value={params.tab}
        keepMounted={false}
        onChange={(tab) => tab !== null && set({ tab: tab as ReconcileTab, page: 1 })}
      >
        <Tabs.List mb="md">
          {reconcileTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`bank.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="days">
          <BankDays />
        </Tabs.Panel>
        <Tabs.Panel value="lines">
          <BankLines />
        </Tabs.Panel>
        <Tabs.Panel value="statements">
          <Statements />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
