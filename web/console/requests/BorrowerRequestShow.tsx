/** What a borrower asks for, by when they are to be answered, and what they were told. */
import { Box, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  listBorrowerRequests,
  readBorrowerRequest,
} from '../../api/contracts/borrower-requests.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { problemOf } from '../../api/problem.ts';
import { useRead } from '../../api/use-read.ts';
import { NotFoundPage } from '../../app/ErrorPages.tsx';
import { PageLink } from '../../app/links.tsx';
import { useListWalk } from '../../app/list-walk.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { RecordHeader } from '../../components/RecordHeader.tsx';
import { RoleBadge, StatusBadge } from '../../components/StatusBadge.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Part } from '../approvals/Part.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { requestSearch, toRequestQuery } from './search.ts';

export type BorrowerRequest = AnswerOf<typeof readBorrowerRequest>;

export function BorrowerRequestShow(): ReactNode {
  const { t } = useTranslation('requests');
  const { borrowerRequestId = '' } = useParams({ strict: false }) as {
    borrowerRequestId?: string;
  };
  const { data, error, refetch } = useRead(readBorrowerRequest, { params: { borrowerRequestId } });
  const walk = useListWalk({
    contract: listBorrowerRequests,
    listPath: '/requests',
    search: requestSearch,
    toInput: (params) => ({ query: toRequestQuery(params) }),
    idsOf: ({ items }) => items.map((item) => item.borrowerRequestId),
    currentId: borrowerRequestId,
    hrefOf: (id) => `/requests/${id}`,
  });
  if (data === undefined && error !== null) {
    if (problemOf(error).status === 404) return <NotFoundPage />;
    return <ErrorState error={error} what={t('one')} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <BlockSkeleton lines={10} />;
  const { number, status, kind, isOverdue } = data;
  return (
    <Stack gap="md">
      <RecordHeader
        title={number}
        walk={walk}
        listName={t('title')}
        badge={<StatusBadge kind="borrower_request" status={status} />}
        clock={isOverdue ? <RoleBadge role="bad">{t('overdue')}</RoleBadge> : null}
        note={t(`kind.${kind}`)}
        facts={<Facts request={data} />}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Part title={t('asked')}>
          <Asked request={data} />
        </Part>
        {data.outcomes.length > 0 ? (
          <Part title={t('answerTitle')}>
            <AnswerForm key={`${borrowerRequestId}/${data.version}`} request={data} />
          </Part>
        ) : (
          <Part title={t('answered')}>
            <Answer request={data} />
          </Part>
        )}
      </SimpleGrid>
    </Stack>
  );
}

type Props = { readonly request: BorrowerRequest };

function Facts({ request }: Props): ReactNode {
  const { t } = useTranslation('requests');
  const { customerId, customerName, loanId, loanNumber, applicationId } = request;
  return (
    <Group gap="md">
      <PageLink to="/customers/$customerId" params={{ customerId }} size="sm" fw={600}>
        {customerName}
      </PageLink>
      {loanId === null ? null : (
        <PageLink to="/loans/$loanId" params={{ loanId }} size="sm">
          {t('ofLoan', { number: loanNumber ?? '' })}
        </PageLink>
      )}
      {applicationId === null ? null : (
        <PageLink to="/applications/$applicationId" params={{ applicationId }} size="sm">
          {t('ofApplication')}
        </PageLink>
      )}
      <Text span size="sm">
        {t('column.requested')} <DateText date={request.requestedDate} />
      </Text>
      <Text span size="sm">
        {t('column.due')} <DateText date={request.dueDate} />
      </Text>
    </Group>
  );
}

function Asked({ request }: Props): ReactNode {
  const { t, i18n } = useTranslation('requests');
  const { body, reason, proposal, contactStoppedUntil } = request;
  const word = (group: 'reasons' | 'proposals', code: string) =>
    i18n.exists(`${group}.${code}`, { ns: 'requests' })
      ? t(`${group}.${code}` as 'reasons.illness')
      : code;
  return (
    <Stack gap="sm">
      {reason === null ? null : <Fact name={t('reason')} value={word('reasons', reason)} />}
      {proposal === null ? null : <Fact name={t('proposal')} value={word('proposals', proposal)} />}
      <Quote text={body} />
      {contactStoppedUntil === null ? null : (
        <Text size="sm" c="dimmed">
          {t('stopped')} <DateText date={contactStoppedUntil} />
        </Text>
      )}
    </Stack>
  );
}

function Answer({ request }: Props): ReactNode {
  const { t } = useTranslation('requests');
  const { answer, answeredAt, answerReadAt } = request;
  if (answer === null) {
    return (
      <Text size="sm" c="dimmed">
        {t(request.status === 'withdrawn' ? 'withdrawn' : 'notAnswered')}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Quote text={answer} />
      <Text size="sm" c="dimmed">
        {answeredAt === null ? null : (
          <>
            {t('answeredAt')} <DateText at={answeredAt} mode="both" />
            {' · '}
          </>
        )}
        {answerReadAt === null ? (
          t('unread')
        ) : (
          <>
            {t('readAt')} <DateText at={answerReadAt} mode="both" />
          </>
        )}
      </Text>
    </Stack>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <Group gap="sm" wrap="nowrap" align="baseline">
      <Text size="sm" c="dimmed" miw={88}>
        {name}
      </Text>
      <Text size="sm">{value}</Text>
    </Group>
  );
}

/** Words as they were written, with their line breaks. */
function Quote({ text }: { readonly text: string }): ReactNode {
  return (
    <Paper withBorder p="sm" radius="sm">
      <Box style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} fz="sm">
        {text}
      </Box>
    </Paper>
  );
}
