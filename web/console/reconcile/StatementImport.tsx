/** Import of a bank's file: first what it would bring and what cannot be read, then all of it. */
import { Alert, Button, FileButton, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import { checkStatement, importStatement } from '../../api/contracts/bank-statements.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { saveCsv } from '../loans/csv.ts';
import { readTextFile } from './read-file.ts';

type Check = AnswerOf<typeof checkStatement>;
type Props = { readonly onDone: () => void; readonly onEnd: () => void };

export function StatementImport({ onDone, onEnd }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const form = useImport(onDone, onEnd);
  const { file, check, command } = form;
  const { refused } = useFieldErrors(command.problem);
  const blocked = blockedWord(file !== null, check);
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('bank.import')}
      </Title>
      <CommandForm
        command={command}
        refused={refused}
        verb={t(check === null ? 'bank.check' : 'bank.importNow')}
        {...(blocked === null ? {} : { blockedReason: t(`bank.blocked.${blocked}`) })}
        conflict={{ onReload: form.again }}
        onSubmit={form.submit}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <Group gap="sm">
          <FileButton
            accept=".csv,.txt,text/csv"
            onChange={(chosen) => void form.choose(chosen)}
            inputProps={{ 'aria-label': t('bank.file') }}
          >
            {(props) => (
              <Button {...props} variant="default" disabled={command.isHeld}>
                {t('bank.chooseFile')}
              </Button>
            )}
          </FileButton>
          <Text size="sm">{file?.fileName ?? t('bank.fileHint')}</Text>
        </Group>
        {check === null ? null : <CheckResult check={check} />}
      </CommandForm>
    </Stack>
  );
}

function blockedWord(hasFile: boolean, check: Check | null) {
  if (!hasFile) return 'file';
  if (check === null) return null;
  if (check.importedStatementId !== null) return 'known';
  return check.faultCount > 0 || check.newLineCount === 0 ? 'faults' : null;
}

function useImport(onDone: () => void, onEnd: () => void) {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const [file, setFile] = useState<{ fileName: string; content: string } | null>(null);
  const [check, setCheck] = useState<Check | null>(null);
  const dryRun = useCommand(checkStatement, (outcome) => {
    if (outcome.kind === 'done') setCheck(outcome.body);
  });
  const taking = useCommand(importStatement, (outcome) => {
    if (outcome.kind !== 'done') return;
    announce(t('bank.imported', { count: outcome.body.lineCount }));
    for (const path of ['/v1/bank-statements', '/v1/bank-lines', '/v1/bank-days'])
      void refresh(client, path);
    onDone();
    onEnd();
  });
  const again = () => {
    dryRun.renew();
    taking.renew();
    setCheck(null);
  };
  const choose = async (chosen: File | null) => {
    if (chosen === null) return;
    again();
    setFile({ fileName: chosen.name, content: await readTextFile(chosen) });
  };
  const submit = () => {
    if (file === null) return;
    void (check === null ? dryRun.send({ body: file }) : taking.send({ body: file }));
  };
  return { file, check, choose, submit, again, command: check === null ? dryRun : taking };
}

function CheckResult({ check }: { readonly check: Check }): ReactNode {
  const { t } = useTranslation('payments');
  const { fromDate, toDate, newLineCount, knownLineCount, faultCount } = check;
  return (
    <Stack gap="sm" aria-live="polite">
      {check.importedStatementId === null ? null : (
        <Alert color="yellow" variant="outline" title={t('bank.knownTitle')}>
          <Text size="sm">{t('bank.knownText')}</Text>
        </Alert>
      )}
      <Group gap="xl">
        {fromDate === null || toDate === null ? null : (
          <Text size="sm" component="div">
            {t('bank.period')} <DateText date={fromDate} /> – <DateText date={toDate} />
          </Text>
        )}
        <Text size="sm">{t('bank.newLines', { count: newLineCount })}</Text>
        <Text size="sm">{t('bank.knownLines', { count: knownLineCount })}</Text>
        <Text size="sm" component="div">
          {t('bank.moneyIn')} <Money value={check.moneyIn} />
        </Text>
        <Text size="sm" component="div">
          {t('bank.moneyOut')} <Money value={check.moneyOut} />
        </Text>
      </Group>
      {faultCount === 0 ? null : <Faults check={check} />}
    </Stack>
  );
}

/** A few rows are read here, all of them in the file of errors. */
const SHOWN = 10;

function Faults({ check: { faults, faultCount } }: { readonly check: Check }): ReactNode {
  const { t } = useTranslation('payments');
  const cells = faults.map(({ row, column, fault, value }) => [
    String(row),
    t(`bank.fileColumns.${column}`),
    t(`bank.faults.${fault}`),
    value,
  ]);
  const heads = [t('bank.row'), t('bank.column'), t('bank.fault'), t('bank.value')];
  return (
    <Alert color="red" variant="outline" title={t('bank.faultTitle', { count: faultCount })}>
      <Stack gap="xs">
        <ScrollBox name={t('bank.faultTitle', { count: faultCount })}>
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                {heads.map((head) => (
                  <Table.Th key={head} scope="col">
                    {head}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {cells.slice(0, SHOWN).map((row) => (
                <Table.Tr key={row.join(' ')}>
                  {row.map((cell, index) => (
                    <Table.Td key={heads[index]}>{cell === '' ? '—' : cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollBox>
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => saveCsv('statement-faults.csv', [heads, ...cells])}
          >
            {t('bank.saveFaults')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
