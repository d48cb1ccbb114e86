/** Somebody new: name and document as they stand on it, the branch, and the consent with its wording. */
import {
  Button,
  Checkbox,
  Collapse,
  NativeSelect,
  Paper,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { findConsentText } from '../../../locales/consent-texts.ts';
import { signUp, type PhoneAnswer, type SignUpBody } from '../../api/phone-sign-in.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import { usePortalWords } from '../parts/codes.ts';
import { plainDigits } from '../parts/digits.ts';
import { Form } from '../parts/Form.tsx';
import { ProblemLine } from '../parts/Outcome.tsx';
import { useFirstFocus } from '../parts/use-first-focus.ts';

const WORDING = '2026-01';

type Props = {
  readonly phone: string;
  readonly answer: PhoneAnswer;
  readonly onSignedIn: () => void;
};

type Draft = {
  readonly name: string;
  readonly type: 'national_id' | 'passport';
  readonly country: string;
  readonly number: string;
  readonly birthDate: string;
  readonly branchId: string;
  readonly isAgreed: boolean;
};

export function SignUpForm({ phone, answer, onSignedIn }: Props): ReactNode {
  const { t, language } = usePortalWords();
  const [draft, setDraft] = useState<Draft>({
    name: '',
    type: 'national_id',
    country: 'CN',
    number: '',
    birthDate: '',
    branchId: answer.branches[0]?.branchId ?? '',
    isAgreed: false,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const first = useFirstFocus();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await signUp(bodyOf(draft, { phone, language, ticket: answer.ticket ?? '' }));
      onSignedIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form onSubmit={() => void send()}>
      <Title order={2}>{t('signUp.title')}</Title>
      <Text>{t('signUp.text')}</Text>
      <TextInput
        label={t('signUp.name')}
        autoComplete="name"
        required
        ref={first}
        maxLength={60}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <IdentityFields draft={draft} change={change} />
      {answer.branches.length > 1 ? (
        <NativeSelect
          label={t('signUp.branch')}
          value={draft.branchId}
          data={answer.branches.map(({ branchId, name }) => ({ value: branchId, label: name }))}
          onChange={(event) => change({ branchId: event.currentTarget.value })}
        />
      ) : null}
      <ConsentBox draft={draft} change={change} />
      <ProblemLine problem={problem} />
      <Button type="submit" fullWidth loading={isBusy} disabled={!draft.isAgreed}>
        {t('signUp.send')}
      </Button>
    </Form>
  );
}

type FieldsProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void };

function IdentityFields({ draft, change }: FieldsProps): ReactNode {
  const { t } = usePortalWords();
  const isPassport = draft.type === 'passport';
  return (
    <>
      <NativeSelect
        label={t('signUp.idType')}
        value={draft.type}
        data={(['national_id', 'passport'] as const).map((value) => ({
          value,
          label: t(`signUp.${value}`),
        }))}
        onChange={(event) => {
          const type = event.currentTarget.value as Draft['type'];
          change({ type, country: type === 'passport' ? '' : 'CN' });
        }}
      />
      {isPassport ? (
        <TextInput
          label={t('signUp.country')}
          required
          maxLength={2}
          value={draft.country}
          onChange={(event) => change({ country: event.currentTarget.value.toUpperCase() })}
        />
      ) : null}
      <TextInput
        label={t('signUp.number')}
        required
        autoComplete="off"
        autoCapitalize="characters"
        value={draft.number}
        onChange={(event) => change({ number: event.currentTarget.value })}
      />
      {isPassport ? (
        <TextInput
          type="date"
          label={t('signUp.birthDate')}
          required
          value={draft.birthDate}
          onChange={(event) => change({ birthDate: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

function ConsentBox({ draft, change }: FieldsProps): ReactNode {
  const { t, language } = usePortalWords();
  const [isShown, setShown] = useState(false);
  const wording = findConsentText(language, 'data_processing', WORDING);
  if (wording === undefined) return null;
  return (
    <>
      <Checkbox
        label={t('signUp.consent', { title: wording.title })}
        checked={draft.isAgreed}
        onChange={(event) => change({ isAgreed: event.currentTarget.checked })}
      />
      <Button variant="subtle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t('signUp.read')}
      </Button>
      <Collapse expanded={isShown}>
        <Paper withBorder p="sm">
          <Text>{wording.text}</Text>
        </Paper>
      </Collapse>
    </>
  );
}

function bodyOf(
  { name, type, country, number, birthDate, branchId }: Draft,
  known: Pick<SignUpBody, 'phone' | 'language' | 'ticket'>,
): SignUpBody {
  return {
    ...known,
    name: name.trim(),
    identity: { type, country, number: plainDigits(number) },
    ...(type === 'passport' && birthDate !== '' ? { birthDate } : {}),
    branchId,
    wordingVersion: WORDING,
  };
}
