/** What waits for a second person, and which of it may I confirm? */
import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { confirmRate, listReviews } from '../../api/contracts/reviews.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { announce } from '../../app/live-region.tsx';
import { PageHeader } from '../../app/PageHeader.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { DateText } from '../../components/DateText.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { percentText } from '../../components/percent-text.ts';
import { ProblemText } from '../../components/ProblemText.tsx';
import { ScrollBox } from '../../components/ScrollBox.tsx';
import { TableSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

type Review = AnswerOf<typeof listReviews>['items'][number];

export function Reviews(): ReactNode {
  const { t } = useTranslation('home');
  const { data, error, refetch } = useRead(listReviews, {}, { everyMs: 60_000 });
  return (
    <Stack gap="md">
      <PageHeader title={t('reviews.title')} />
      <Text size="sm" c="dimmed">
        {t('reviews.hint')}
      </Text>
      {error !== null && data === undefined ? (
        <ErrorState error={error} what={t('reviews.title')} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <TableSkeleton rows={6} rowHeight={40} /> : null}
      {data === undefined ? null : data.items.length === 0 ? (
        <EmptyState reason="none" sentence={t('reviews.none')} />
      ) : (
        <Waiting items={data.items} />
      )}
    </Stack>
  );
}

function Waiting({ items }: { readonly items: readonly Review[] }): ReactNode {
  const { t } = useTranslation('home');
  const [confirming, setConfirming] = useState<Review | null>(null);
  return (
    <ScrollBox name={t('reviews.title')}>
      <Table miw={720}>
        <Table.Thead>
          <Table.Tr>
            {(['kind', 'name', 'by', 'since', 'open'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(`reviews.column.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((review) => (
            <Table.Tr key={`${review.kind}/${review.id}`}>
              <Table.Td>{t(`reviews.kind.${review.kind}`)}</Table.Td>
              <Table.Td className="tabular">
                <Name review={review} />
              </Table.Td>
              <Table.Td>{review.enteredByName}</Table.Td>
              <Table.Td>
                {review.sinceDate === null ? '—' : <DateText date={review.sinceDate} />}
              </Table.Td>
              <Table.Td>
                <Way review={review} onConfirm={() => setConfirming(review)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {confirming === null ? null : (
        <RateConfirmation review={confirming} onClose={() => setConfirming(null)} />
      )}
    </ScrollBox>
  );
}

function Name({ review: { kind, about, name } }: { readonly review: Review }): ReactNode {
  const { t } = useTranslation('home');
  if (kind !== 'reference_rate') return name;
  return t('reviews.rate', { rate: t(`reviews.reference.${about as 'lpr_1y'}`), date: name });
}

/** Where it is looked at and confirmed; a published rate has no page of its own and is confirmed here. */
function Way({
  review,
  onConfirm,
}: {
  readonly review: Review;
  readonly onConfirm: () => void;
}): ReactNode {
  const { t } = useTranslation('home');
  const { kind, id: requestId, name } = review;
  const look = { fz: 'sm', children: t('reviews.look') } as const;
  if (kind === 'request')
    return (
      <PageLink
        to="/approvals/requests/$requestId"
        params={{ requestId }}
        search={{ from: '/reviews' }}
        {...look}
      />
    );
  if (kind === 'calendar_change')
    return <PageLink to="/admin/calendar" search={{ year: name }} {...look} />;
  if (kind === 'disbursement')
    return <PageLink to="/payments/disbursements" search={{ status: 'requested' }} {...look} />;
  return (
    <Group gap={0}>
      <Button size="compact-xs" variant="default" onClick={onConfirm}>
        {t('reviews.confirm')}
      </Button>
    </Group>
  );
}

function RateConfirmation({
  review,
  onClose,
}: {
  readonly review: Review;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('home');
  const client = useQueryClient();
  const confirm = useCommand(confirmRate, () => {
    announce(t('reviews.confirmed'));
    void refresh(client, '/v1/reviews');
    onClose();
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('reviews.confirmRate')}
      verb={t('reviews.confirm')}
      isBusy={confirm.isHeld}
      facts={[
        { label: t('reviews.column.name'), value: <Name review={review} /> },
        { label: t('reviews.percent'), value: percentText(review.ratePpm ?? 0) },
        { label: t('reviews.source'), value: review.source ?? '—' },
        { label: t('reviews.column.by'), value: review.enteredByName },
        ...(confirm.problem === null
          ? []
          : [{ label: t('reviews.refused'), value: <ProblemText problem={confirm.problem} /> }]),
      ]}
      onConfirm={() => void confirm.send({ params: { referenceRateId: review.id } })}
    />
  );
}
