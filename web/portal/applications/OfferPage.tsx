/** What would I sign? The terms, all they cost, and the answer; accepted by the hash of what was read. */
import { Alert, Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import {
  acceptOffer,
  readOwnApplication,
  readOwnOffer,
  refuseOffer,
} from '../../api/contracts/my-applications.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { civilText, clockTime } from '../../components/date-text.ts';
import { Money } from '../../components/Money.tsx';
import { percentText } from '../../components/percent-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { ConfirmByCode, needsCode } from '../parts/ConfirmByCode.tsx';
import { useGo } from '../parts/links.tsx';
import { Outcome } from '../parts/Outcome.tsx';
import { Reading } from '../parts/Reading.tsx';
import { RowTable } from '../parts/RowTable.tsx';
import { Facts, Section } from '../parts/Section.tsx';
import { ReasonModal } from './ReasonModal.tsx';

type Offer = AnswerOf<typeof readOwnOffer>;

export function OfferPage(): ReactNode {
  const { t } = usePortalWords();
  const { applicationId } = useParams({ strict: false }) as { applicationId: string };
  const params = { applicationId };
  const offer = useRead(readOwnOffer, { params });
  const application = useRead(readOwnApplication, { params });
  const mayAnswer = application.data?.actions.includes('answer_offer') === true;
  return (
    <Stack>
      <PageHeader title={t('offer.title')} />
      <Reading query={offer}>
        {(found) => (
          <Stack>
            <Terms offer={found} />
            <Schedule offer={found} applicationId={applicationId} />
            {mayAnswer && found.status === 'issued' ? (
              <Answer offer={found} applicationId={applicationId} />
            ) : (
              <Past offer={found} />
            )}
          </Stack>
        )}
      </Reading>
    </Stack>
  );
}

function Terms({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, word } = usePortalWords();
  const { amount, installmentCount, method, annualRatePpm, totals } = offer;
  return (
    <Section>
      <Text c="dimmed">{t('offer.amount')}</Text>
      <Text className="portal-amount">
        <Money value={amount} />
      </Text>
      <Text>
        {t('offer.count', { count: installmentCount, method: word('words.methods', method) })}
      </Text>
      <Facts
        facts={[
          { label: t('offer.nominal'), value: percentText(annualRatePpm) },
          { label: t('offer.allIn'), value: <b>{percentText(offer.allInSimplePpm)}</b> },
          { label: t('offer.allInCompound'), value: <b>{percentText(offer.allInCompoundPpm)}</b> },
          { label: t('offer.totals'), value: <Money value={totals.due} /> },
          { label: t('offer.interest'), value: <Money value={totals.interest} /> },
          { label: t('offer.fees'), value: <Money value={totals.fees} /> },
        ]}
      />
      <Text size="xs" c="dimmed">
        {t('offer.explain')}
      </Text>
    </Section>
  );
}

const FIRST_ROWS = 3;

function Schedule({
  offer: { rows },
  applicationId,
}: {
  readonly offer: Offer;
  readonly applicationId: string;
}): ReactNode {
  const { t } = usePortalWords();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS);
  const columns = ['number', 'dueDate', 'due', 'principal', 'interest', 'balance'] as const;
  return (
    <Section title={t('offer.schedule')}>
      <RowTable
        name={t('offer.schedule')}
        headings={columns.map((column) => t(`offer.row.${column}`))}
        rows={shown.map((row) => ({
          key: String(row.number),
          cells: [
            row.number,
            row.dueDate,
            <Money key="due" value={row.due} />,
            <Money key="principal" value={row.principal} />,
            <Money key="interest" value={row.interest} />,
            <Money key="balance" value={row.balance} />,
          ],
        }))}
      />
      {isWhole || rows.length <= FIRST_ROWS ? null : (
        <Button variant="default" onClick={() => setWhole(true)}>
          {t('offer.showAll', { count: rows.length })}
        </Button>
      )}
      <Anchor href={`/v1/my/applications/${applicationId}/offer/calendar`} download>
        {t('offer.calendar')}
      </Anchor>
    </Section>
  );
}

/** Read first, then answer; the last question repeats what is signed. */
function Answer({
  offer,
  applicationId,
}: {
  readonly offer: Offer;
  readonly applicationId: string;
}): ReactNode {
  const { t, language } = usePortalWords();
  const { timeZone } = useMe();
  const client = useQueryClient();
  const go = useGo();
  const [isRead, setRead] = useState(false);
  const [open, setOpen] = useState<'accept' | 'refuse' | null>(null);
  const params = { applicationId };
  const done = () => {
    setOpen(null);
    void refresh(client, '/v1/my');
    go({ to: '/my/applications/$applicationId', params });
  };
  const accept = useCommand(acceptOffer, done);
  const refuse = useCommand(refuseOffer, done);
  const { contentHash } = offer;
  const until = civilText(clockTime(offer.expiresAt, timeZone).date, language, true);
  return (
    <Section>
      <Text>{t('offer.until', { date: until })}</Text>
      <Checkbox
        label={t('offer.read')}
        checked={isRead}
        onChange={(event) => setRead(event.currentTarget.checked)}
      />
      {needsCode(accept.problem) ? (
        <ConfirmByCode onConfirmed={() => void accept.send({ params, body: { contentHash } })} />
      ) : (
        <Outcome command={accept} />
      )}
      <Button disabled={!isRead || accept.isHeld} onClick={() => setOpen('accept')}>
        {t('offer.accept')}
      </Button>
      <Button variant="default" onClick={() => setOpen('refuse')}>
        {t('offer.refuse')}
      </Button>
      <ConfirmDialog
        isOpen={open === 'accept'}
        onClose={() => setOpen(null)}
        title={t('offer.acceptTitle')}
        facts={[
          { label: t('offer.amount'), value: <Money value={offer.amount} /> },
          { label: t('offer.allIn'), value: percentText(offer.allInSimplePpm) },
        ]}
        verb={t('offer.accept')}
        isBusy={accept.isHeld}
        onConfirm={() => {
          setOpen(null);
          void accept.send({ params, body: { contentHash } });
        }}
      />
      <ReasonModal
        isOpen={open === 'refuse'}
        onClose={() => setOpen(null)}
        title={t('offer.refuseTitle')}
        text={t('offer.refuseText')}
        label={t('offer.refuseReason')}
        verb={t('offer.refuse')}
        command={refuse}
        onSend={(reason) => void refuse.send({ params, body: { contentHash, reason } })}
      />
    </Section>
  );
}

function Past({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, language } = usePortalWords();
  const { timeZone } = useMe();
  if (offer.acceptedAt === null) return <Alert color="gray">{t('offer.gone')}</Alert>;
  const date = civilText(clockTime(offer.acceptedAt, timeZone).date, language, true);
  return <Alert color="green">{t('offer.accepted', { date })}</Alert>;
}
