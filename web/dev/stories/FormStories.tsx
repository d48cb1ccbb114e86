import { Button, Group, SimpleGrid, Textarea } from '@mantine/core';
import { useState } from 'react';
import { readProblem, unheard, type Problem } from '../../api/problem.ts';
import { ActionButton, findAction } from '../../components/ActionButton.tsx';
import { CommandForm, type ShownCommand } from '../../components/CommandForm.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ConflictPanel } from '../../components/ConflictPanel.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { Money } from '../../components/Money.tsx';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { Case, Story, usePick } from '../Story.tsx';

const instance = 'urn:uuid:01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a13';
const problem = (status: number, code: string, facts: object = {}) =>
  readProblem(status, { code, detail: code, instance, ...facts });
const cny = (amount: string) => ({ amount, currency: 'CNY' as const });

const refusals = {
  fields: problem(422, 'request_invalid', {
    errors: [
      { in: 'body', pointer: '/amount/amount', detail: '', code: 'amount_malformed' },
      { in: 'body', pointer: '/comment', detail: '' },
    ],
  }),
  rule: problem(422, 'payment_below_payoff', {
    paid: cny('12500.00'),
    payoff: cny('12041.10'),
    goodThroughDate: '2026-03-31',
  }),
  authority: problem(403, 'authority_exceeded', {
    amount: cny('800000.00'),
    limit: cny('500000.00'),
  }),
} as const;

const idle = { state: { kind: 'idle' }, problem: null, check: () => Promise.resolve() } as const;
const refusedWith = (given: Problem): ShownCommand => ({
  ...idle,
  state: { kind: 'refused', problem: given },
  problem: given,
});
const states: readonly (readonly [string, ShownCommand])[] = [
  ['idle', idle],
  ['sending', { ...idle, state: { kind: 'sending' } }],
  ['waiting', { ...idle, state: { kind: 'waiting' } }],
  ['field errors', refusedWith(refusals.fields)],
  ['rule', refusedWith(refusals.rule)],
  ['refused', refusedWith(refusals.authority)],
  ['unknown', { ...idle, state: { kind: 'unknown', problem: unheard('timeout', '') } }],
  ['conflict', refusedWith(problem(409, 'stage_claimed', { until: '2026-03-15T02:51:00.000Z' }))],
];

export function FormStories() {
  return (
    <>
      <Story name="CommandForm">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xl">
          {states.map(([name, command]) => (
            <Case key={name} name={name}>
              <Sample command={command} isBlocked={false} />
            </Case>
          ))}
          <Case name="blocked">
            <Sample command={idle} isBlocked />
          </Case>
        </SimpleGrid>
      </Story>
      <Story name="ConflictPanel">
        <Conflicts />
      </Story>
      <Story name="ActionButton">
        <Actions />
      </Story>
      <Story name="ReasonDialog, ConfirmDialog">
        <Dialogs />
      </Story>
    </>
  );
}

function Sample({
  command,
  isBlocked,
}: {
  readonly command: ShownCommand;
  readonly isBlocked: boolean;
}) {
  const pick = usePick();
  const [amount, setAmount] = useState('420000.00');
  const { refused, fieldProps } = useFieldErrors(command.problem);
  return (
    <CommandForm
      command={command}
      refused={refused}
      onSubmit={() => undefined}
      verb={pick('提交', 'Submit')}
      conflict={{ onReload: () => undefined, holder: { name: pick('李娜', 'Li Na'), since: null } }}
      aside={<Button variant="default">{pick('保存草稿', 'Save draft')}</Button>}
      {...(isBlocked
        ? { blockedReason: pick('资料尚缺 2 项,不能提交', '2 documents are missing') }
        : {})}
    >
      <MoneyInput
        {...fieldProps('/amount')}
        label={pick('批准金额', 'Approved amount')}
        value={amount}
        onChange={setAmount}
        currency="CNY"
      />
      <Textarea
        {...fieldProps('/comment')}
        label={pick('意见', 'Comment')}
        defaultValue={pick('同意', 'Agreed')}
      />
    </CommandForm>
  );
}

function Conflicts() {
  const pick = usePick();
  const common = {
    onReload: () => undefined,
    mine: pick('收入稳定,建议同意。', 'Income is stable.'),
  };
  const labels = { '/amount': pick('金额', 'Amount'), '/installmentCount': pick('期限', 'Term') };
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <ConflictPanel
        {...common}
        problem={problem(409, 'stale_version', { expected: 6, actual: 7 })}
        theirs={{
          by: pick('陈经理', 'Chen'),
          at: '2026-03-15T02:20:00.000Z',
          before: { amount: cny('450000.00'), installmentCount: 24 },
          after: { amount: cny('500000.00'), installmentCount: 36 },
          labels,
        }}
        onDiscard={() => undefined}
      />
      <ConflictPanel
        {...common}
        problem={problem(409, 'stage_not_open', { status: 'closed' })}
        outcome={{ by: pick('王主任', 'Wang'), at: '2026-03-15T02:20:00.000Z', verdict: 'approve' }}
        onNext={() => undefined}
      />
      <ConflictPanel
        {...common}
        problem={problem(409, 'case_claimed', { claimedUntil: '2026-03-15T02:51:00.000Z' })}
        holder={{ name: pick('李娜', 'Li Na'), since: '2026-03-15T02:21:00.000Z' }}
        onAskHandover={() => undefined}
        onForceHandover={() => undefined}
      />
      <ConflictPanel
        {...common}
        problem={problem(409, 'quote_stale', { quotedSeq: 3, lastSeq: 4 })}
      />
    </SimpleGrid>
  );
}

function Actions() {
  const pick = usePick();
  const act = (reasonCode: string | null) =>
    findAction([{ action: 'approve', allowed: reasonCode === null, reasonCode }], 'approve');
  return (
    <Group gap="md" align="flex-start">
      <ActionButton action={act(null)} onClick={() => undefined} shortcut="t">
        {pick('转交', 'Transfer')}
      </ActionButton>
      <ActionButton action={act('four_eyes')} onClick={() => undefined}>
        {pick('同意', 'Approve')}
      </ActionButton>
      <ActionButton action={act('reminder_too_soon')} onClick={() => undefined}>
        {pick('催办', 'Remind')}
      </ActionButton>
      <ActionButton action={act(null)} onClick={() => undefined} danger primary>
        {pick('拒绝申请', 'Decline')}
      </ActionButton>
    </Group>
  );
}

function Dialogs() {
  const pick = usePick();
  const [open, setOpen] = useState<'reason' | 'codes' | 'confirm' | 'typed' | null>(null);
  const close = () => setOpen(null);
  const facts = [
    { label: pick('申请', 'Application'), value: 'LA2026-000417' },
    { label: pick('客户', 'Customer'), value: '王*明' },
    { label: pick('金额', 'Amount'), value: <Money value={cny('500000.00')} /> },
  ];
  const codes = [
    { code: 'debt_too_high', label: pick('现有负债过高', 'Debt too high') },
    { code: 'documents_missing', label: pick('缺少必要资料', 'Documents are missing') },
  ];
  return (
    <Group>
      {(['reason', 'codes', 'confirm', 'typed'] as const).map((name) => (
        <Button
          key={name}
          variant="default"
          size="xs"
          data-open={name}
          onClick={() => setOpen(name)}
        >
          {name}
        </Button>
      ))}
      <ReasonDialog
        isOpen={open === 'reason' || open === 'codes'}
        onClose={close}
        title={pick('转交任务', 'Transfer the task')}
        sentence={pick(
          '任务离开您的队列,您将失去该席位。',
          'It leaves your queue; you lose the seat.',
        )}
        {...(open === 'codes' ? { codes } : {})}
        min={5}
        verb={pick('转交', 'Transfer')}
        onSubmit={() =>
          Promise.reject(new Error(pick('该人员已在本环节中', 'Sits in this stage already')))
        }
      />
      <ConfirmDialog
        isOpen={open === 'confirm' || open === 'typed'}
        onClose={close}
        title={pick('拒绝申请', 'Decline the application')}
        facts={facts}
        verb={pick('拒绝申请', 'Decline')}
        danger
        {...(open === 'typed' ? { typed: 'LA2026-000417' } : {})}
        onConfirm={close}
      />
    </Group>
  );
}
