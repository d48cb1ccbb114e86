/** What a borrower may change alone: e-mail, bank account, the language of notices. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { changeProfile } from '../../api/contracts/my-profile.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { languageNames, languages, type Language } from '../../i18n/languages.ts';
import { usePortalWords } from '../parts/codes.ts';
import { ConfirmByCode, needsCode } from '../parts/ConfirmByCode.tsx';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import { plainDigits } from '../parts/digits.ts';
import type { Profile } from './ProfilePage.tsx';

export function ProfileForm({ profile }: { readonly profile: Profile }): ReactNode {
  const { t } = usePortalWords();
  const client = useQueryClient();
  const [email, setEmail] = useState(profile.email ?? '');
  const [account, setAccount] = useState('');
  const [language, setLanguage] = useState<Language>(profile.language);
  const save = useCommand(changeProfile, () => {
    announce(t('me.saved'));
    void refresh(client, '/v1/my');
  });
  const { fieldProps } = useFieldErrors(save.problem);
  const send = () => {
    const body = {
      ...(email.trim() === (profile.email ?? '') ? {} : { email: email.trim() || null }),
      ...(account.trim() === '' ? {} : { bankAccount: plainDigits(account) }),
      ...(language === profile.language ? {} : { language }),
    };
    if (Object.keys(body).length > 0) void save.send({ body }, profile.version);
  };
  return (
    <>
      <Form onSubmit={send}>
        <TextInput
          {...fieldProps('/email')}
          type="email"
          label={t('me.email')}
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          {...fieldProps('/bankAccount')}
          label={t('me.newAccount')}
          description={t('me.newAccountHint')}
          inputMode="numeric"
          autoComplete="off"
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('me.language')}
          value={language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
        />
        {needsCode(save.problem) ? null : (
          <Outcome command={save} onReload={() => void refresh(client, '/v1/my')} />
        )}
        <SendButton command={save}>{t('me.save')}</SendButton>
      </Form>
      {needsCode(save.problem) ? <ConfirmByCode onConfirmed={send} /> : null}
    </>
  );
}
