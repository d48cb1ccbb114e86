/** Papers on file, and what the customer agreed to in which wording, withdrawals included. */
import { Anchor, Button, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  listConsents,
  listCustomerPapers,
  withdrawConsent,
} from '../../api/contracts/customers.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { useMay } from '../../app/session.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { DateText } from '../../components/DateText.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useWords } from '../../components/words.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { NewPaper } from './NewPaper.tsx';
import { PlainTable } from './PlainTable.tsx';

type Consent = AnswerOf<typeof listConsents>['items'][number];
type FiledPaper = AnswerOf<typeof listCustomerPapers>['items'][number];
type Props = { readonly customerId: string };

export function CustomerPapers({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const may = useMay();
  return (
    <Stack gap="xl">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {t('consents.title')}
        </Title>
        <Consents customerId={customerId} />
      </Stack>
      {may('document.read') ? (
        <Stack gap="sm">
          <Title order={2} size="h5">
            {t('papers.title')}
          </Title>
          {may('document.create') ? <NewPaper customerId={customerId} /> : null}
          <Papers customerId={customerId} />
        </Stack>
      ) : null}
    </Stack>
  );
}

function Consents({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const consentName = useConsentName();
  const mayWithdraw = useMay()('consent.withdraw');
  const query = useRead(listConsents, { params: { customerId } });
  return (
    <PlainTable<Consent>
      name={t('consents.title')}
      query={query}
      rowId={({ consentId }) => consentId}
      none={t('consents.none')}
      columns={[
        { title: t('consents.kind'), render: ({ kind }) => consentName(kind) },
        { title: t('consents.version'), render: ({ wordingVersion }) => wordingVersion },
        {
          title: t('consents.channel'),
          render: ({ channel }) => t(`consents.channels.${channel as 'counter'}`),
        },
        {
          title: t('consents.given'),
          render: ({ givenDate }) => <DateText date={givenDate} />,
        },
        {
          title: t('consents.state'),
          render: (consent) =>
            consent.withdrawnAt !== null ? (
              <>
                {t('consents.withdrawn')} <DateText at={consent.withdrawnAt} mode="date" />
              </>
            ) : mayWithdraw ? (
              <Withdraw consent={consent} />
            ) : (
              t('consents.valid')
            ),
        },
      ]}
    />
  );
}

function Withdraw({ consent }: { readonly consent: Consent }): ReactNode {
  const { t } = useTranslation('customers');
  const client = useQueryClient();
  const consentName = useConsentName();
  const [isOpen, setOpen] = useState(false);
  const { consentId, kind, givenDate, wordingVersion } = consent;
  const withdraw = useCommand(withdrawConsent, () => {
    setOpen(false);
    void refresh(client, '/v1/customers');
  });
  return (
    <>
      {t('consents.valid')}{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`${t('consents.withdraw')} ${consentName(kind)}`}
        onClick={() => setOpen(true)}
      >
        {t('consents.withdraw')}
      </Button>
      {withdraw.problem === null ? null : <ProblemText problem={withdraw.problem} />}
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('consents.withdrawTitle')}
        facts={[
          { label: t('consents.kind'), value: consentName(kind) },
          { label: t('consents.version'), value: wordingVersion },
          { label: t('consents.given'), value: <DateText date={givenDate} /> },
        ]}
        verb={t('consents.withdraw')}
        danger
        isBusy={withdraw.isHeld}
        onConfirm={() => void withdraw.send({ params: { consentId } })}
      />
    </>
  );
}

export function useConsentName(): (kind: string) => string {
  const { t, i18n } = useTranslation('customers');
  return (kind) =>
    i18n.exists(`consents.name.${kind}`, { ns: 'customers' })
      ? t(`consents.name.${kind as 'bureau_query'}`)
      : kind;
}

function Papers({ customerId }: Props): ReactNode {
  const { t } = useTranslation('customers');
  const { wordOf } = useWords();
  const query = useRead(listCustomerPapers, { params: { customerId } });
  return (
    <PlainTable<FiledPaper>
      name={t('papers.title')}
      query={query}
      rowId={({ documentId }) => documentId}
      none={t('papers.none')}
      columns={[
        { title: t('papers.kind'), render: ({ kind }) => wordOf('codes', kind) },
        {
          title: t('papers.file'),
          render: ({ documentId, fileName }) => (
            <Anchor
              size="sm"
              href={`/v1/documents/${documentId}/content`}
              target="_blank"
              rel="noreferrer"
            >
              {fileName}
            </Anchor>
          ),
        },
        { title: t('papers.issued'), render: (paper) => <Day date={paper.issuedDate} /> },
        { title: t('papers.expiry'), render: (paper) => <Day date={paper.expiryDate} /> },
        { title: t('papers.received'), render: (paper) => <DateText at={paper.receivedAt} /> },
      ]}
    />
  );
}

function Day({ date }: { readonly date: string | null }): ReactNode {
  return date === null ? '—' : <DateText date={date} />;
}
