/** What was written to me, what did I ask, and what was answered? */
import { Badge, Button, Group, Stack, Text, Textarea, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  listMessages,
  listOwnRequests,
  makeOwnRequest,
  markAnswerRead,
  markMessageRead,
  withdrawOwnRequest,
} from '../../api/contracts/my-profile.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Section } from '../parts/Section.tsx';

type Message = AnswerOf<typeof listMessages>['items'][number];
type Request = AnswerOf<typeof listOwnRequests>['items'][number];

const PAGE_SIZE = 20;

export function Messages(): ReactNode {
  const { t } = usePortalWords();
  const requests = useRead(listOwnRequests, { query: { size: PAGE_SIZE } });
  return (
    <Stack>
      <PageHeader title={t('messages.title')} />
      <Section title={t('messages.requests')}>
        <Reading query={requests} rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">{t('messages.noRequests')}</Text>
            ) : (
              <Stack>
                {items.map((request) => (
                  <RequestCard key={request.borrowerRequestId} request={request} />
                ))}
              </Stack>
            )
          }
        </Reading>
        <Ask />
      </Section>
      <Notices />
    </Stack>
  );
}

function Notices(): ReactNode {
  const { t } = usePortalWords();
  const [size, setSize] = useState(PAGE_SIZE);
  const query = useRead(listMessages, { query: { size } });
  return (
    <Section title={t('messages.notices')}>
      <Reading query={query}>
        {({ items, total }) => (
          <Stack gap="xs">
            {items.length === 0 ? <Text c="dimmed">{t('messages.noNotices')}</Text> : null}
            {items.map((message) => (
              <MessageLine key={message.noticeId} message={message} />
            ))}
            {items.length < total ? (
              <Button variant="default" onClick={() => setSize(size + PAGE_SIZE)}>
                {t('common.more')}
              </Button>
            ) : null}
          </Stack>
        )}
      </Reading>
    </Section>
  );
}

/** Opening it is reading it. */
function MessageLine({ message }: { readonly message: Message }): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { noticeId, subject, body, businessDate, language, readAt } = message;
  const mark = useCommand(markMessageRead, () => void refresh(client, '/v1/my'));
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen && readAt === null) void mark.send({ params: { noticeId } });
  };
  return (
    <div>
      <UnstyledButton w="100%" mih={44} aria-expanded={isOpen} onClick={toggle}>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={readAt === null ? 700 : 400} lang={language}>
            {subject}
          </Text>
          {readAt === null ? <Badge>{t('messages.unread')}</Badge> : null}
        </Group>
        <Text size="xs" c="dimmed">
          {businessDate}
        </Text>
      </UnstyledButton>
      {isOpen ? <Text lang={language}>{body}</Text> : null}
    </div>
  );
}

function RequestCard({ request }: { readonly request: Request }): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const { borrowerRequestId, number, kind, status, body, answer, answerReadAt, dueDate } = request;
  const isOpen = status === 'requested' || status === 'under_review';
  const params = { borrowerRequestId };
  const again = () => void refresh(client, '/v1/my');
  const read = useCommand(markAnswerRead, again);
  const withdraw = useCommand(withdrawOwnRequest, again);
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>
          {number} · {t(`messages.kinds.${kind}`)}
        </Text>
        <Badge variant="light" size="lg" color={isOpen ? 'blue' : 'gray'}>
          {t(`messages.status.${status}`)}
        </Badge>
      </Group>
      <Text style={{ overflowWrap: 'anywhere' }}>{body}</Text>
      {isOpen ? <Text c="dimmed">{t('messages.answerBy', { date: dueDate })}</Text> : null}
      {answer === null ? null : answerReadAt === null ? (
        <Button disabled={read.isHeld} onClick={() => void read.send({ params })}>
          {t('home.verbs.read_answer')}
        </Button>
      ) : (
        <div>
          <Text fw={600}>{t('messages.answer')}</Text>
          <Text style={{ overflowWrap: 'anywhere' }}>{answer}</Text>
        </div>
      )}
      <Outcome command={withdraw} />
      {isOpen ? (
        <Button
          variant="subtle"
          disabled={withdraw.isHeld}
          aria-label={`${t('messages.withdraw')} ${number}`}
          onClick={() => void withdraw.send({ params })}
        >
          {t('messages.withdraw')}
        </Button>
      ) : null}
    </Stack>
  );
}

function Ask(): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [body, setBody] = useState('');
  const send = useCommand(makeOwnRequest, () => {
    setBody('');
    setOpen(false);
    void refresh(client, '/v1/my');
  });
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('messages.ask')}
      </Button>
    );
  return (
    <Form onSubmit={() => void send.send({ body: { kind: 'question', body: body.trim() } })}>
      <Textarea
        label={t('messages.askLabel')}
        required
        autosize
        minRows={3}
        maxLength={2_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Outcome command={send} />
      <SendButton command={send} isBlocked={body.trim() === ''}>
        {t('messages.askSend')}
      </SendButton>
    </Form>
  );
}
