/** What do I owe or await, and what must I do next? */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { readOverview } from '../../api/contracts/my-profile.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMe } from '../../app/session.ts';
import { civilText } from '../../components/date-text.ts';
import { Money } from '../../components/Money.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Section } from '../parts/Section.tsx';

type Overview = AnswerOf<typeof readOverview>;
type ToDo = Overview['toDo'][number];

export function PortalHome(): ReactNode {
  const { t } = usePortalWords();
  const me = useMe();
  const query = useRead(readOverview, {});
  return (
    <Stack>
      <PageHeader
        title={t('home.greeting', { name: me.displayName })}
        documentTitle={t('home.title')}
      />
      <Reading query={query}>{(overview) => <Content overview={overview} />}</Reading>
    </Stack>
  );
}

function Content({ overview }: { readonly overview: Overview }): ReactNode {
  const { t } = usePortalWords();
  const { toDo, contact } = overview;
  const hasNothing = overview.openLoanCount === 0 && overview.openApplicationCount === 0;
  return (
    <Stack>
      <Section title={t('home.toDo')}>
        {toDo.length === 0 ? <Text>{t('home.nothing')}</Text> : null}
        {toDo.map((item, index) => (
          <ToDoLine key={`${item.kind}/${item.number}`} item={item} isFirst={index === 0} />
        ))}
      </Section>
      <NextDue overview={overview} hasToDo={toDo.length > 0} />
      {hasNothing ? (
        <Section title={t('home.noLoan')}>
          <PortalButton to="/my/apply" variant={toDo.length > 0 ? 'default' : 'filled'}>
            {t('home.seeProducts')}
          </PortalButton>
        </Section>
      ) : null}
      {contact === null ? null : (
        <Text size="xs" c="dimmed">
          {t('frame.contact', { branch: contact.branchName, manager: contact.managerName })}
        </Text>
      )}
    </Stack>
  );
}

function ToDoLine({
  item,
  isFirst,
}: {
  readonly item: ToDo;
  readonly isFirst: boolean;
}): ReactNode {
  const { t, language } = usePortalWords();
  const { kind, number, amount, date, daysPastDue } = item;
  const ifNothing = t(`home.ifNothing.${kind}`);
  const day = date === null ? '' : civilText(date, language, true);
  return (
    <Stack gap={6}>
      <Text fw={600}>{t(`home.kinds.${kind}`, { number, days: daysPastDue, date: day })}</Text>
      {kind === 'pay_overdue' || kind === 'pay_due' ? (
        <Text className="portal-amount">
          <Money value={amount} />
        </Text>
      ) : null}
      {ifNothing === '' ? null : <Text c="dimmed">{ifNothing}</Text>}
      <ToDoButton item={item} variant={isFirst ? 'filled' : 'default'} />
      {kind === 'pay_overdue' && item.loanId !== null ? (
        <PortalButton
          to="/my/loans/$loanId/help"
          params={{ loanId: item.loanId }}
          variant="default"
        >
          {t('home.help')}
        </PortalButton>
      ) : null}
    </Stack>
  );
}

type ButtonProps = { readonly item: ToDo; readonly variant: 'filled' | 'default' };

function ToDoButton({ item, variant }: ButtonProps): ReactNode {
  const { t } = usePortalWords();
  const { kind, loanId, applicationId } = item;
  const verb = t(`home.verbs.${kind}`);
  if (loanId !== null)
    return (
      <PortalButton to="/my/loans/$loanId/pay" params={{ loanId }} variant={variant}>
        {verb}
      </PortalButton>
    );
  if (applicationId === null)
    return (
      <PortalButton to="/my/messages" variant={variant}>
        {verb}
      </PortalButton>
    );
  const params = { applicationId };
  if (kind === 'finish_draft')
    return (
      <PortalButton to="/my/apply/$applicationId" params={params} variant={variant}>
        {verb}
      </PortalButton>
    );
  if (kind === 'accept_offer')
    return (
      <PortalButton to="/my/applications/$applicationId/offer" params={params} variant={variant}>
        {verb}
      </PortalButton>
    );
  return (
    <PortalButton to="/my/applications/$applicationId" params={params} variant={variant}>
      {verb}
    </PortalButton>
  );
}

function NextDue({
  overview: { nextDue, toDo },
  hasToDo,
}: {
  readonly overview: Overview;
  readonly hasToDo: boolean;
}): ReactNode {
  const { t, language } = usePortalWords();
  if (nextDue === null || toDo.some(({ kind }) => kind === 'pay_due')) return null;
  const { loanId, amount, dueDate, number } = nextDue;
  return (
    <Section title={t('home.nextDue')}>
      <Text className="portal-amount">
        <Money value={amount} />
      </Text>
      <Text>
        {number} · {t('home.by', { date: civilText(dueDate, language, true) })}
      </Text>
      <PortalButton
        to="/my/loans/$loanId/pay"
        params={{ loanId }}
        variant={hasToDo ? 'default' : 'filled'}
      >
        {t('home.pay')}
      </PortalButton>
    </Section>
  );
}
