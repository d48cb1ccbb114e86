/** Where I am signed in, and the way to end it on a device I no longer hold. */
import { Badge, Button, Table, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { endSession, listSessions } from '../../api/contracts/me.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Section } from './Section.tsx';

type Session = AnswerOf<typeof listSessions>['items'][number];

export function OwnSessions(): ReactNode {
  const { t } = useTranslation('me');
  const { data, error, refetch } = useRead(listSessions, {});
  return (
    <Section title={t('sessions.title')}>
      {error === null ? null : (
        <ErrorState error={error} what={t('sessions.title')} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null ? <BlockSkeleton /> : null}
      {data === undefined ? null : (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ tabIndex: 0 }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('sessions.device')}</Table.Th>
                <Table.Th scope="col">{t('sessions.opened')}</Table.Th>
                <Table.Th scope="col">{t('sessions.used')}</Table.Th>
                <Table.Th scope="col">{t('sessions.end')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map((session) => (
                <Row key={session.sessionId} session={session} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function Row({ session }: { readonly session: Session }): ReactNode {
  const { t } = useTranslation('me');
  const client = useQueryClient();
  const end = useCommand(endSession, () => {
    announce(t('sessions.ended'));
    void refresh(client, '/v1/me/sessions');
  });
  const { sessionId, device, address, openedAt, lastUsedAt, isThis } = session;
  return (
    <Table.Tr>
      <Table.Td>
        <Text lineClamp={2} title={device ?? ''}>
          {shortDevice(device)} {address}
        </Text>
      </Table.Td>
      <Table.Td>
        <DateText at={openedAt} mode="both" />
      </Table.Td>
      <Table.Td>
        <DateText at={lastUsedAt} mode="both" />
      </Table.Td>
      <Table.Td>
        {isThis ? (
          <Badge variant="light">{t('sessions.this')}</Badge>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isHeld}
            onClick={() => void end.send({ params: { sessionId } })}
          >
            {t('sessions.end')}
          </Button>
        )}
        {end.problem === null ? null : <ProblemText problem={end.problem} />}
      </Table.Td>
    </Table.Tr>
  );
}

/** The browser and the system are what somebody recognizes; the rest of the line stays in the title. */
function shortDevice(device: string | null): string {
  const browser = /(Edg|Firefox|Chrome|Safari)\/\d+/.exec(device ?? '')?.[0]?.replace('/', ' ');
  const system = /(Windows|Macintosh|Android|iPhone|Linux)/.exec(device ?? '')?.[0];
  return [browser, system].filter((part) => part !== undefined).join(', ') || '—';
}
