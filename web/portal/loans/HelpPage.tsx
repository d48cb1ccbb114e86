/** What can I do when I cannot pay, or disagree? Each choice says what it means for cost, credit record and contact. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { readOwnLoan } from '../../api/contracts/my-loans.ts';
import type { makeOwnRequest } from '../../api/contracts/my-profile.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { civilText } from '../../components/date-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Section } from '../parts/Section.tsx';
import { ComplaintForm, HardshipForm } from './HelpForms.tsx';
import type { Loan } from './OwnLoan.tsx';
import { PromiseForm } from './PromiseForm.tsx';

export type Request = AnswerOf<typeof makeOwnRequest>;

export function HelpPage(): ReactNode {
  const { t } = usePortalWords();
  const { loanId } = useParams({ strict: false }) as { loanId: string };
  const query = useRead(readOwnLoan, { params: { loanId } });
  return (
    <Stack>
      <PageHeader title={t('help.title')} />
      <Reading query={query}>{(loan) => <Choices loan={loan} />}</Reading>
    </Stack>
  );
}

type Choice = 'promise' | 'hardship' | 'complaint';

function Choices({ loan }: { readonly loan: Loan }): ReactNode {
  const { t } = usePortalWords();
  const [open, setOpen] = useState<Choice | null>(null);
  const [made, setMade] = useState<Request | null>(null);
  if (made !== null) return <Received request={made} />;
  return (
    <Stack>
      <Text>{t('help.intro')}</Text>
      {(['promise', 'hardship', 'complaint'] as const).map((choice) => (
        <Section key={choice} title={t(`help.${choice}`)}>
          <Text c="dimmed">{t(`help.${choice}Text`)}</Text>
          {open === choice ? (
            <ChosenForm choice={choice} loan={loan} onMade={setMade} />
          ) : (
            <Opener choice={choice} loan={loan} onOpen={() => setOpen(choice)} />
          )}
        </Section>
      ))}
    </Stack>
  );
}

type FormProps = {
  readonly choice: Choice;
  readonly loan: Loan;
  readonly onMade: (request: Request) => void;
};

function ChosenForm({ choice, loan, onMade }: FormProps): ReactNode {
  switch (choice) {
    case 'promise':
      return <PromiseForm loan={loan} />;
    case 'hardship':
      return <HardshipForm loan={loan} onMade={onMade} />;
    case 'complaint':
      return <ComplaintForm loan={loan} onMade={onMade} />;
  }
}

function Opener({
  choice,
  loan,
  onOpen,
}: {
  readonly choice: Choice;
  readonly loan: Loan;
  readonly onOpen: () => void;
}): ReactNode {
  const { t } = usePortalWords();
  if (choice === 'promise' && !loan.promise.isPossible) return <Text>{t('help.promiseLate')}</Text>;
  return (
    <Button
      variant="default"
      onClick={onOpen}
      aria-label={`${t('common.choose')}: ${t(`help.${choice}`)}`}
    >
      {t('common.choose')}
    </Button>
  );
}

/** Received under a number, answered by a day, and until when nobody calls because of it. */
function Received({ request }: { readonly request: Request }): ReactNode {
  const { t, language } = usePortalWords();
  const { number, dueDate, contactStoppedUntil } = request;
  return (
    <Alert color="green" title={t('help.done', { number })}>
      <Stack>
        <Text>{t('help.answerBy', { date: civilText(dueDate, language, true) })}</Text>
        {contactStoppedUntil === null ? null : (
          <Text>{t('help.stopped', { date: civilText(contactStoppedUntil, language, true) })}</Text>
        )}
        <PortalButton to="/my/messages" variant="default">
          {t('help.toMessages')}
        </PortalButton>
      </Stack>
    </Alert>
  );
}
