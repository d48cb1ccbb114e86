/** With an approve: what must be true before money leaves the house, and who is next. */
import { ActionIcon, Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { conditionKinds, type ConditionKind } from '../../../domain/approval/conditions.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Stage, Subject } from './decision.ts';
import { NextApprovers } from './NextApprovers.tsx';

type Condition = { readonly kind: ConditionKind; readonly description: string };

export type Approval = {
  readonly conditions: readonly Condition[];
  /** The reader knows that a part of the case could not be shown. */
  readonly isUnseenConfirmed: boolean;
};

export const emptyApproval: Approval = { conditions: [], isUnseenConfirmed: false };

type Props = {
  readonly value: Approval;
  readonly onChange: (approval: Approval) => void;
  readonly subject: Subject;
  readonly stage: Stage;
};

export function ApproveFields({ value, onChange, subject, stage }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  if (subject.kind === 'request') return null;
  const { conditions } = value;
  const set = (changed: readonly Condition[]) => onChange({ ...value, conditions: changed });
  return (
    <Stack gap="xs">
      {conditions.map((condition, index) => (
        <ConditionRow
          key={index}
          number={index + 1}
          condition={condition}
          onChange={(next) => set(conditions.with(index, next))}
          onRemove={() => set(conditions.toSpliced(index, 1))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => set([...conditions, { kind: 'document', description: '' }])}
      >
        {t('conditions.add')}
      </Button>
      {subject.unseen.length === 0 ? null : (
        <Checkbox
          label={t('decision.unseen', {
            parts: subject.unseen
              .map((part) => t(`part.${part}`))
              .join(t('components:listSeparator')),
          })}
          checked={value.isUnseenConfirmed}
          onChange={({ currentTarget }) =>
            onChange({ ...value, isUnseenConfirmed: currentTarget.checked })
          }
        />
      )}
      <NextApprovers path={subject.path} stage={stage} />
    </Stack>
  );
}

type RowProps = {
  readonly number: number;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
};

function ConditionRow({ number, condition, onChange, onRemove }: RowProps): ReactNode {
  const { t } = useTranslation('approvals');
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Select
        size="xs"
        w={124}
        aria-label={t('conditions.kind', { number })}
        allowDeselect={false}
        data={conditionKinds.map((kind) => ({ value: kind, label: t(`conditionKind.${kind}`) }))}
        value={condition.kind}
        onChange={(kind) => onChange({ ...condition, kind: kind ?? condition.kind })}
      />
      <TextInput
        size="xs"
        flex={1}
        maxLength={500}
        aria-label={t('conditions.text', { number })}
        placeholder={t('conditions.placeholder')}
        value={condition.description}
        onChange={({ currentTarget }) =>
          onChange({ ...condition, description: currentTarget.value })
        }
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={t('conditions.remove', { number })}
        onClick={onRemove}
      >
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
