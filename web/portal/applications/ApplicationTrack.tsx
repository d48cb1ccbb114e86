/** Where is my application, what is missing, and what can I do? */
import { Alert, Badge, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listOwnProducts, readOwnApplication } from '../../api/contracts/my-applications.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { StepList, type Step } from '../../components/StepList.tsx';
import type { OwnApplication } from '../apply/ApplyWizard.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton } from '../parts/links.tsx';
import { PaperUpload } from '../parts/PaperUpload.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Facts, Section } from '../parts/Section.tsx';
import { CounterOffer, Declined, Resubmit, Withdraw } from './ApplicationMoves.tsx';

const LOOK_AGAIN_MS = 20_000;

export function ApplicationTrack(): ReactNode {
  const { applicationId } = useParams({ strict: false }) as { applicationId: string };
  const query = useRead(
    readOwnApplication,
    { params: { applicationId } },
    { everyMs: LOOK_AGAIN_MS },
  );
  return (
    <Reading query={query} isPage>
      {(found) => <Track application={found} />}
    </Reading>
  );
}

function Track({ application }: { readonly application: OwnApplication }): ReactNode {
  const { t, language } = usePortalWords();
  const { number, status, product, amount, changedAt, contact, actions, applicationId } =
    application;
  const params = { applicationId };
  return (
    <Stack>
      <PageHeader
        title={t('track.title', { number })}
        extra={<Badge size="lg">{t(`track.status.${status}`)}</Badge>}
      />
      <Text>
        {product[language]} · <Money value={amount} />
      </Text>
      {status === 'draft' ? (
        <PortalButton to="/my/apply/$applicationId" params={params}>
          {t('track.continue')}
        </PortalButton>
      ) : null}
      {actions.includes('answer_offer') || status === 'contract' ? (
        <PortalButton to="/my/applications/$applicationId/offer" params={params}>
          {t('track.offer')}
        </PortalButton>
      ) : null}
      {application.loanId === null ? null : (
        <PortalButton to="/my/loans/$loanId" params={{ loanId: application.loanId }}>
          {t('track.toLoan')}
        </PortalButton>
      )}
      <CounterOffer application={application} />
      <Returned application={application} />
      <Declined application={application} />
      <Section title={t('track.steps')}>
        <StepList name={t('track.steps')} steps={stepsOf(application, t)} vertical />
      </Section>
      <MissingPapers application={application} />
      <Section>
        <Facts
          facts={[
            { label: t('track.changed'), value: <DateText at={changedAt} /> },
            ...(contact === null
              ? []
              : [
                  {
                    label: t('track.contact'),
                    value: `${contact.branchName} · ${contact.managerName}`,
                  },
                ]),
          ]}
        />
      </Section>
      <Withdraw application={application} />
    </Stack>
  );
}

type Words = ReturnType<typeof usePortalWords>['t'];

function stepsOf({ steps, usualReviewDays }: OwnApplication, t: Words): Step[] {
  return steps.map(({ step, state }) => {
    const isReview = step === 'in_review' && state === 'current';
    const note =
      isReview && usualReviewDays !== null
        ? t('track.usual', { days: usualReviewDays })
        : undefined;
    return {
      key: step,
      label: t(`track.progress.${step}`),
      state: state === 'to_come' || state === 'ended' ? 'open' : state,
      ...(note === undefined ? {} : { note }),
    };
  });
}

function Returned({ application }: { readonly application: OwnApplication }): ReactNode {
  const { t, language } = usePortalWords();
  const { returned, counterOffer } = application;
  if (returned === null || counterOffer !== null) return null;
  const { reason, deadlineDate } = returned;
  return (
    <Alert color="yellow" title={t('track.returnedTitle')}>
      <Stack>
        <Text>
          {reason === null
            ? t('track.returnedPlain', { date: deadlineDate })
            : t('track.returnedText', { reason: reason[language], date: deadlineDate })}
        </Text>
        <PortalButton
          to="/my/apply/$applicationId"
          params={{ applicationId: application.applicationId }}
          variant="default"
        >
          {t('track.continue')}
        </PortalButton>
        <Resubmit application={application} />
      </Stack>
    </Alert>
  );
}

/** Each missing paper with its upload; the rules of the product say how it must be. */
function MissingPapers({ application }: { readonly application: OwnApplication }): ReactNode {
  const { t } = usePortalWords();
  const products = useRead(listOwnProducts, {}, { staleMs: STALE_MS.reference });
  const kinds = application.missing
    .filter(({ path }) => path.startsWith('/documents/'))
    .map(({ path }) => path.slice('/documents/'.length));
  if (kinds.length === 0 || application.status === 'draft') return null;
  const rules = products.data?.items.find(({ code }) => code === application.productCode)?.papers;
  return (
    <Section title={t('track.missing')}>
      {kinds.map((kind) => {
        const paper = rules?.find((each) => each.kind === kind);
        return paper === undefined ? null : (
          <PaperUpload key={kind} application={application} paper={paper} />
        );
      })}
    </Section>
  );
}
