/** The decision itself: letters choose, Ctrl/⌘ Enter sends; what was typed outlives every answer of the API. */
import { Radio, Text, Textarea } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { castVote, makeCounterOffer } from '../../api/contracts/approvals.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { findAction, useReason } from '../../components/ActionButton.tsx';
import { CommandForm, type ShownCommand } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { useAfterVote, useNextCase } from './after-vote.tsx';
import { ApproveFields, emptyApproval, type Approval } from './ApproveFields.tsx';
import { useCaseRefresh } from './case-refresh.ts';
import { CounterFields, useCounterTerms, type CounterTerms } from './CounterFields.tsx';
import { DeclineFields } from './DeclineFields.tsx';
import { answers, draftOf, keepDraft, type Answer, type Stage, type Subject } from './decision.ts';
import { ReturnFields, emptyReturn, type ReturnTerms } from './ReturnFields.tsx';
import classes from './approvals.module.css';

type Props = {
  readonly stage: Stage;
  readonly subject: Subject;
  readonly onDecided?: () => void;
};

export function DecisionForm({ stage, subject, onDecided }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const form = useDecision({ stage, subject, ...(onDecided === undefined ? {} : { onDecided }) });
  const { answer, comment, command, fields, blocked } = form;
  const again = useCaseRefresh();
  const goNext = useNextCase();
  return (
    <CommandForm
      command={command}
      refused={fields.refused}
      onSubmit={form.submit}
      verb={answer === null ? t('decision.send') : t(`decision.verb.${answer}`)}
      danger={answer === 'decline'}
      {...(blocked === null ? {} : { blockedReason: blocked })}
      conflict={{
        mine: comment,
        onReload: again,
        onNext: onDecided ?? (() => void goNext(stage.stageId)),
      }}
      aside={
        <Text size="xs" c="dimmed" visibleFrom="sm">
          Ctrl/⌘ Enter
        </Text>
      }
    >
      <Answers stage={stage} answer={answer} onChange={form.choose} />
      <Terms form={form} subject={subject} stage={stage} />
      <Textarea
        ref={form.commentField}
        label={t('decision.comment')}
        description={t(answer === 'decline' ? 'decision.commentInside' : 'decision.commentHint')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2_000}
        withAsterisk={answer !== null && (answer !== 'approve' || stage.commentOnApprove)}
        value={comment}
        onChange={({ currentTarget }) => form.write(currentTarget.value)}
        {...fields.fieldProps('/comment')}
      />
    </CommandForm>
  );
}

type AnswersProps = {
  readonly stage: Stage;
  readonly answer: Answer | null;
  readonly onChange: (answer: Answer) => void;
};

function Answers({ stage, answer, onChange }: AnswersProps): ReactNode {
  const { t } = useTranslation('approvals');
  const offered = answers.filter(
    (name) => name !== 'counter_offer' || stage.kind === 'application',
  );
  return (
    <Radio.Group
      label={t('decision.answer')}
      value={answer}
      onChange={(value) => onChange(value as Answer)}
    >
      <div className={classes.answers}>
        {offered.map((name) => (
          <OneAnswer key={name} stage={stage} name={name} />
        ))}
      </div>
    </Radio.Group>
  );
}

function OneAnswer({ stage, name }: { readonly stage: Stage; readonly name: Answer }): ReactNode {
  const { t } = useTranslation('approvals');
  const action = findAction(stage.actions, name);
  const reason = useReason(action);
  return (
    <Radio
      value={name}
      size="sm"
      label={t(`decision.choice.${name}`)}
      disabled={action?.allowed !== true}
      {...(reason === null ? {} : { description: reason })}
    />
  );
}

/** What the chosen answer asks for besides an opinion. */
function Terms({
  form,
  subject,
  stage,
}: {
  readonly form: Decision;
  readonly subject: Subject;
  readonly stage: Stage;
}): ReactNode {
  const { fields } = form;
  switch (form.answer) {
    case 'approve':
      return (
        <ApproveFields
          value={form.approval}
          onChange={form.setApproval}
          subject={subject}
          stage={stage}
        />
      );
    case 'counter_offer':
      return subject.kind === 'application' ? (
        <CounterFields terms={form.terms} subject={subject} stage={stage} fields={fields} />
      ) : null;
    case 'decline':
      return (
        <DeclineFields
          value={form.declineCode}
          onChange={form.setDeclineCode}
          subject={subject}
          fields={fields}
        />
      );
    case 'return':
      return (
        <ReturnFields
          value={form.returning}
          onChange={form.setReturning}
          stage={stage}
          subject={subject}
          fields={fields}
        />
      );
    case null:
      return null;
  }
}

type Decision = {
  readonly answer: Answer | null;
  readonly comment: string;
  readonly command: ShownCommand;
  readonly fields: FieldErrors;
  readonly blocked: string | null;
  readonly commentField: React.RefObject<HTMLTextAreaElement | null>;
  readonly approval: Approval;
  readonly setApproval: (approval: Approval) => void;
  readonly terms: CounterTerms;
  readonly declineCode: string | null;
  readonly setDeclineCode: (code: string | null) => void;
  readonly returning: ReturnTerms;
  readonly setReturning: (terms: ReturnTerms) => void;
  readonly choose: (answer: Answer) => void;
  readonly write: (comment: string) => void;
  readonly submit: () => void;
};

function useDecision({ stage, subject, onDecided }: Props): Decision {
  const { stageId } = stage;
  const [{ answer, comment }, setDraft] = useState(() => draftOf(stageId));
  const [approval, setApproval] = useState(emptyApproval);
  const [declineCode, setDeclineCode] = useState<string | null>(null);
  const [returning, setReturning] = useState(emptyReturn);
  const terms = useCounterTerms(subject);
  const commentField = useRef<HTMLTextAreaElement>(null);
  const afterVote = useAfterVote(onDecided);
  const end = (undoUntil: string | null) => {
    keepDraft(stageId, null);
    afterVote({ answer: answer ?? 'approve', stageId, subject, undoUntil });
  };
  const vote = useCommand(castVote, ({ body }) => end(body.undoUntil));
  const offer = useCommand(makeCounterOffer, () => end(null));
  const command = answer === 'counter_offer' ? offer : vote;
  const fields = useFieldErrors(command.problem);
  const blocked = useBlocked({ answer, subject, approval, declineCode, returning, terms });
  const keep = (draft: { answer: Answer | null; comment: string }) => {
    keepDraft(stageId, draft);
    setDraft(draft);
  };
  const choose = (next: Answer) => {
    if (findAction(stage.actions, next)?.allowed !== true) return;
    // Another answer is another command: it must not repeat the key of the one before.
    if (next !== answer && !command.isHeld) command.renew();
    keep({ answer: next, comment });
    setTimeout(() => commentField.current?.focus(), 0);
  };
  useAnswerKeys(choose);
  const submit = () => {
    if (answer === null) return;
    const text = comment.trim() === '' ? null : comment.trim();
    if (answer === 'counter_offer') {
      void offer.send({ params: { stageId }, body: { ...terms.toBody(), comment: text } });
      return;
    }
    const body = voteBody(answer, { comment: text, approval, declineCode, returning });
    void vote.send({ params: { stageId }, body });
  };
  return {
    answer,
    comment,
    command,
    fields,
    blocked,
    commentField,
    approval,
    setApproval,
    terms,
    declineCode,
    setDeclineCode,
    returning,
    setReturning,
    choose,
    write: (text) => keep({ answer, comment: text }),
    submit,
  };
}

type VoteBody = InputOf<typeof castVote>['body'];

type Written = {
  readonly comment: string | null;
  readonly approval: Approval;
  readonly declineCode: string | null;
  readonly returning: ReturnTerms;
};

function voteBody(
  answer: Exclude<Answer, 'counter_offer'>,
  { comment, approval, declineCode, returning }: Written,
): VoteBody {
  if (answer === 'approve') {
    const conditions = approval.conditions.filter(({ description }) => description.trim() !== '');
    return { answer, comment, conditions };
  }
  if (answer === 'decline') return { answer, comment, reasonCode: declineCode } as VoteBody;
  const { reasonCode, to, afterwards } = returning;
  return { answer, comment, reasonCode, returnTarget: { to, afterwards } } as VoteBody;
}

/** Why it cannot be sent yet; what the rules say about the words is the API's to refuse. */
function useBlocked({
  answer,
  subject,
  approval,
  declineCode,
  returning,
  terms,
}: {
  readonly answer: Answer | null;
  readonly subject: Subject;
  readonly approval: Approval;
  readonly declineCode: string | null;
  readonly returning: ReturnTerms;
  readonly terms: CounterTerms;
}): string | null {
  const { t } = useTranslation('approvals');
  if (answer === null) return t('decision.choose');
  if (answer === 'decline' && declineCode === null) return t('decision.needsReason');
  if (answer === 'return' && returning.reasonCode === null) return t('decision.needsReason');
  if (answer === 'counter_offer') return terms.isWaiting ? t('decision.predicting') : null;
  const isUnseen = subject.kind === 'application' && subject.unseen.length > 0;
  if (answer === 'approve' && isUnseen && !approval.isUnseenConfirmed) {
    return t('decision.confirmUnseen');
  }
  return null;
}

function useAnswerKeys(choose: (answer: Answer) => void): void {
  const { t } = useTranslation('approvals');
  const group = 'approval' as const;
  useShortcuts([
    { keys: 'a', label: t('decision.choice.approve'), group, run: () => choose('approve') },
    { keys: 'd', label: t('decision.choice.decline'), group, run: () => choose('decline') },
    { keys: 'r', label: t('decision.choice.return'), group, run: () => choose('return') },
  ]);
}
