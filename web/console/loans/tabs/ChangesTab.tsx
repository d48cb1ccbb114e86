/** What was asked for on this loan and how it ended; new changes are asked for here. */
import { Alert, Button, Group, Menu, Paper, Stack, Table, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../../api/contract.ts';
import { listChanges } from '../../../api/contracts/loans.ts';
import { useRead } from '../../../api/use-read.ts';
import { PageLink } from '../../../app/links.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { ChangeForm } from '../changes/ChangeForm.tsx';
import { changeKinds, draftOf, type ChangeDraft } from '../changes/draft.ts';
import { RefundForm } from '../changes/RefundForm.tsx';
import { WaiverForm } from '../changes/WaiverForm.tsx';
import { Comparison, type Quote } from '../Comparison.tsx';
import { useEventWord } from '../event-words.ts';
import type { Loan } from '../loan.ts';
import classes from '../numbers.module.css';
import { Reading } from '../Reading.tsx';

type Change = AnswerOf<typeof listChanges>['items'][number];
type Work =
  | { readonly kind: 'change'; readonly draft: ChangeDraft }
  | { readonly kind: 'waive' }
  | { readonly kind: 'refund' };

export function ChangesTab({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = useTranslation('loans');
  const query = useRead(listChanges, { params: { loanId: loan.loanId } });
  const [work, setWork] = useState<Work | null>(null);
  const [done, setDone] = useState(false);
  const end = () => setWork(null);
  const begin = (next: Work) => {
    setDone(false);
    setWork(next);
  };
  return (
    <Stack gap="md">
      {work === null ? <Begin loan={loan} onBegin={begin} /> : null}
      {done ? (
        <Alert role="status" variant="outline" color="green">
          <Text size="sm">{t('change.waived')}</Text>
        </Alert>
      ) : null}
      {work === null ? null : (
        <Paper withBorder p="md">
          {work.kind === 'refund' ? (
            <RefundForm loan={loan} onEnd={end} />
          ) : work.kind === 'waive' ? (
            <WaiverForm
              loan={loan}
              onEnd={(isDone) => {
                setDone(isDone);
                end();
              }}
            />
          ) : (
            <ChangeForm loan={loan} start={work.draft} onEnd={end} />
          )}
        </Paper>
      )}
      <Reading query={query} what={t('tabs.changes')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState reason="none" sentence={t('change.none')} />
          ) : (
            <ChangeList items={items} />
          )
        }
      </Reading>
    </Stack>
  );
}

type BeginProps = { readonly loan: Loan; readonly onBegin: (work: Work) => void };

function Begin({ loan, onBegin }: BeginProps): ReactNode {
  const { t } = useTranslation('loans');
  const mayAsk = loan.actions.includes('loan-change.create');
  const mayWaive = loan.actions.includes('waiver.create');
  const kinds = changeKinds.filter(
    (kind) => kind !== 'return_to_performing' || loan.nonPerformingSince !== null,
  );
  if (!mayAsk && !mayWaive) return null;
  return (
    <Group gap="xs">
      {mayAsk ? (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t('change.begin')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item
                key={kind}
                onClick={() => onBegin({ kind: 'change', draft: draftOf(kind) })}
              >
                {t(`kind.${kind}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {mayWaive ? (
        <Button variant={mayAsk ? 'default' : 'filled'} onClick={() => onBegin({ kind: 'waive' })}>
          {t('change.waive')}
        </Button>
      ) : null}
      {mayAsk && Number(loan.creditBalance.amount) > 0 ? (
        <Button variant="default" onClick={() => onBegin({ kind: 'refund' })}>
          {t('refund.ask')}
        </Button>
      ) : null}
    </Group>
  );
}

function ChangeList({ items }: { readonly items: readonly Change[] }): ReactNode {
  const { t } = useTranslation('loans');
  const wordOf = useEventWord();
  const [openId, setOpen] = useState<string | null>(null);
  const open = items.find(({ loanChangeId }) => loanChangeId === openId);
  return (
    <Stack gap="md">
      <ScrollBox name={t('tabs.changes')}>
        <Table className={classes['table'] ?? ''} verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('change.askedAt')}</Table.Th>
              <Table.Th scope="col">{t('change.kind')}</Table.Th>
              <Table.Th scope="col">{t('change.effectiveDate')}</Table.Th>
              <Table.Th scope="col">{t('change.status')}</Table.Th>
              <Table.Th scope="col">{t('change.effect')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((change) => (
              <Table.Tr key={change.loanChangeId}>
                <Table.Td>
                  <DateText at={change.createdAt} />
                </Table.Td>
                <Table.Td>{wordOf(kindOf(change))}</Table.Td>
                <Table.Td>
                  <DateText date={change.effectiveDate} />
                </Table.Td>
                <Table.Td>
                  <StatusBadge kind="loan_change" status={change.status} />
                </Table.Td>
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-expanded={openId === change.loanChangeId}
                    onClick={() =>
                      setOpen(openId === change.loanChangeId ? null : change.loanChangeId)
                    }
                  >
                    {t('change.show')}
                  </Button>
                  {change.requestId === null ? null : (
                    <PageLink
                      to="/approvals/requests/$requestId"
                      params={{ requestId: change.requestId }}
                      size="sm"
                    >
                      {t('change.request')}
                    </PageLink>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
      {open === undefined ? null : (
        <Paper withBorder p="md">
          <Comparison quote={open.quote as unknown as Quote} />
        </Paper>
      )}
    </Stack>
  );
}

/** Other terms are called by what they change. */
function kindOf({ kind, events }: Change): string {
  const change = events[0]?.['change'] as { readonly type?: string } | undefined;
  return kind === 'terms_change' ? (change?.type ?? kind) : kind;
}
