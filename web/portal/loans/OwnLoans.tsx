/** Which loans do I have, and what comes next on each? */
import { Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOwnLoans } from '../../api/contracts/my-loans.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { civilText } from '../../components/date-text.ts';
import { Money } from '../../components/Money.tsx';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton, PortalLink } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Facts, Section } from '../parts/Section.tsx';

type Line = AnswerOf<typeof listOwnLoans>['items'][number];

export function OwnLoans(): ReactNode {
  const { t } = usePortalWords();
  const query = useRead(listOwnLoans, {});
  return (
    <Stack>
      <PageHeader title={t('loans.title')} />
      <Reading query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Section title={t('home.noLoan')}>
              <PortalButton to="/my/apply">{t('home.seeProducts')}</PortalButton>
            </Section>
          ) : (
            <Stack>
              {items.map((line) => (
                <LoanCard key={line.loanId} line={line} />
              ))}
            </Stack>
          )
        }
      </Reading>
    </Stack>
  );
}

function LoanCard({ line }: { readonly line: Line }): ReactNode {
  const { t, language } = usePortalWords();
  const { loanId, number, product, status, outstanding, nextDue, nextDueDate } = line;
  const { daysPastDue, closedDate } = line;
  const params = { loanId };
  return (
    <Section>
      <Group justify="space-between" wrap="nowrap">
        <PortalLink to="/my/loans/$loanId" params={params} fw={600}>
          {number}
        </PortalLink>
        <Badge
          variant="light"
          size="lg"
          color={daysPastDue > 0 ? 'red' : status === 'active' ? 'blue' : 'teal'}
        >
          {daysPastDue > 0
            ? t('loans.overdueDays', { days: daysPastDue })
            : t(`loans.status.${status}`)}
        </Badge>
      </Group>
      <Text>{product[language]}</Text>
      <Facts
        facts={[
          { label: t('loans.outstanding'), value: <Money value={outstanding} /> },
          ...(nextDueDate === null
            ? []
            : [
                {
                  label: `${t('loan.nextDue')} ${civilText(nextDueDate, language, false)}`,
                  value: <Money value={nextDue} />,
                },
              ]),
        ]}
      />
      {closedDate === null ? null : (
        <Text c="dimmed">{t('loans.settled', { date: closedDate })}</Text>
      )}
    </Section>
  );
}
