/** Every version of one product, the newest first, with the loans signed under each. */
import { Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { listProductVersions } from '../../../api/contracts/products.ts';
import { useRead } from '../../../api/use-read.ts';
import { PageLink } from '../../../app/links.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { useRateText } from './rate-text.ts';
import classes from './products.module.css';
import { useProductWords } from './words.ts';

type Props = { readonly code: string; readonly currentId: string };

export function History({ code, currentId }: Props): ReactNode {
  const { t } = useProductWords();
  const rateText = useRateText();
  const query = { code, page: 1, size: 100 };
  const { data, error, refetch } = useRead(listProductVersions, { query });
  if (error !== null) {
    return <ErrorState error={error} what={t('tabs.history')} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton />;
  const number = classes['number'] ?? '';
  return (
    <Stack gap="xs">
      <ScrollBox name={t('tabs.history')}>
        <Table miw={680} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('policy:list.number')}</Table.Th>
              <Table.Th scope="col">{t('policy:list.effectiveDate')}</Table.Th>
              <Table.Th scope="col">{t('policy:list.createdAt')}</Table.Th>
              <Table.Th scope="col" className={number}>
                {t('listColumns.rate')}
              </Table.Th>
              <Table.Th scope="col" className={number}>
                {t('listColumns.loans')}
              </Table.Th>
              <Table.Th scope="col" className={number}>
                {t('policy:list.openCases')}
              </Table.Th>
              <Table.Th scope="col">{t('policy:list.status')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((version) => {
              const { policyVersionId, effectiveDate, createdAt, status } = version;
              return (
                <Table.Tr key={policyVersionId}>
                  <Table.Td>
                    {policyVersionId === currentId ? (
                      `v${version.number}`
                    ) : (
                      <PageLink to="/policy/products/$policyVersionId" params={{ policyVersionId }}>
                        v{version.number}
                      </PageLink>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {effectiveDate === null ? '—' : <DateText date={effectiveDate} />}
                  </Table.Td>
                  <Table.Td>
                    <DateText at={createdAt} />
                  </Table.Td>
                  <Table.Td className={number}>{rateText(version)}</Table.Td>
                  <Table.Td className={number}>{version.loanCount}</Table.Td>
                  <Table.Td className={number}>{version.openCaseCount}</Table.Td>
                  <Table.Td>
                    <StatusBadge kind="policy_version" status={status} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Stack>
  );
}
