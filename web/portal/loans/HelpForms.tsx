/** Asking for relief, and disagreeing: a few words, and for relief what happened and what would help. */
import { NativeSelect, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { makeOwnRequest } from '../../api/contracts/my-profile.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { Outcome, SendButton } from '../parts/Outcome.tsx';
import type { Request } from './HelpPage.tsx';
import type { Loan } from './OwnLoan.tsx';

type Body = InputOf<typeof makeOwnRequest>['body'];
type Reason = NonNullable<Body['reason']>;
type Proposal = NonNullable<Body['proposal']>;

const reasons: readonly Reason[] = [
  'income_lost',
  'illness',
  'family_event',
  'disaster',
  'business_downturn',
  'other',
];
const proposals: readonly Proposal[] = [
  'later_due_date',
  'interest_only',
  'payment_holiday',
  'smaller_installments',
  'longer_term',
  'talk_to_me',
];

type Props = { readonly loan: Loan; readonly onMade: (request: Request) => void };

function useRequest(onMade: Props['onMade']) {
  const client = useQueryClient();
  return useCommand(makeOwnRequest, ({ body }) => {
    void refresh(client, '/v1/my');
    onMade(body as Request);
  });
}

export function HardshipForm({ loan: { loanId }, onMade }: Props): ReactNode {
  const { t } = usePortalWords();
  const [reason, setReason] = useState<Reason | ''>('');
  const [proposal, setProposal] = useState<Proposal | ''>('');
  const [body, setBody] = useState('');
  const send = useRequest(onMade);
  const isReady = reason !== '' && proposal !== '' && body.trim() !== '';
  const submit = () => {
    if (reason === '' || proposal === '') return;
    void send.send({ body: { kind: 'hardship', loanId, reason, proposal, body: body.trim() } });
  };
  const choose = { value: '', label: t('common.choose') };
  return (
    <Form onSubmit={submit}>
      <NativeSelect
        label={t('help.reason')}
        required
        value={reason}
        data={[choose, ...reasons.map((value) => ({ value, label: t(`help.reasons.${value}`) }))]}
        onChange={(event) => setReason(event.currentTarget.value as Reason)}
      />
      <NativeSelect
        label={t('help.proposal')}
        required
        value={proposal}
        data={[
          choose,
          ...proposals.map((value) => ({ value, label: t(`help.proposals.${value}`) })),
        ]}
        onChange={(event) => setProposal(event.currentTarget.value as Proposal)}
      />
      <BodyField value={body} onChange={setBody} />
      <Outcome command={send} />
      <SendButton command={send} isBlocked={!isReady}>
        {t('help.hardshipSend')}
      </SendButton>
    </Form>
  );
}

export function ComplaintForm({ loan: { loanId }, onMade }: Props): ReactNode {
  const { t } = usePortalWords();
  const [body, setBody] = useState('');
  const send = useRequest(onMade);
  return (
    <Form
      onSubmit={() => void send.send({ body: { kind: 'complaint', loanId, body: body.trim() } })}
    >
      <BodyField value={body} onChange={setBody} />
      <Outcome command={send} />
      <SendButton command={send} isBlocked={body.trim() === ''}>
        {t('help.complaintSend')}
      </SendButton>
    </Form>
  );
}

type BodyProps = { readonly value: string; readonly onChange: (text: string) => void };

function BodyField({ value, onChange }: BodyProps): ReactNode {
  const { t } = usePortalWords();
  return (
    <Textarea
      label={t('help.body')}
      required
      autosize
      minRows={3}
      maxLength={2_000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
