/** Everything a stage says: who sits, how they decide, by when, and who is added when time runs out. */
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApproverRule, StageSla, StageTemplate } from '../../../../domain/approval/matrix.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { knownStageKeys } from './new-stage.ts';
import { usePathWords } from './path-text.ts';
import { SourceFields } from './SourceFields.tsx';

type Props = {
  readonly stage: StageTemplate;
  readonly onChange: (stage: StageTemplate) => void;
};

const modes = ['any', 'all', 'n_of_m', 'sequential'] as const;
const dedupes = ['none', 'consecutive', 'once'] as const;

export function StageFields({ stage, onChange }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const { stageName } = usePathWords();
  const change = (changes: Partial<StageTemplate>) => onChange({ ...stage, ...changes });
  const keys = [...new Set<string>([...knownStageKeys, stage.key])];
  return (
    <Stack gap="sm" mt="sm">
      <SimpleGrid cols={2}>
        <Select
          label={t('stage.name')}
          allowDeselect={false}
          data={keys.map((value) => ({ value, label: stageName(value) }))}
          value={stage.key}
          onChange={(key) => change({ key: key ?? stage.key })}
        />
        <Select
          label={t('stage.mode')}
          allowDeselect={false}
          data={modes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          value={stage.mode}
          onChange={(value) => {
            const mode = (value ?? 'any') as StageTemplate['mode'];
            change({ mode, quorumCount: mode === 'n_of_m' ? (stage.quorumCount ?? 1) : null });
          }}
        />
        {stage.mode === 'n_of_m' ? (
          <NumberInput
            label={t('stage.quorum')}
            min={1}
            max={50}
            value={stage.quorumCount ?? ''}
            onChange={(value) => change({ quorumCount: Number(value) || null })}
          />
        ) : null}
        <Select
          label={t('stage.dedupe')}
          allowDeselect={false}
          data={dedupes.map((value) => ({ value, label: t(`dedupe.${value}`) }))}
          value={stage.dedupe}
          onChange={(value) => change({ dedupe: (value ?? 'none') as StageTemplate['dedupe'] })}
        />
      </SimpleGrid>
      <Checkbox
        label={t('stage.otherPerson')}
        checked={stage.otherPerson}
        onChange={({ currentTarget }) => change({ otherPerson: currentTarget.checked })}
      />
      <Checkbox
        label={t('stage.commentOnApprove')}
        checked={stage.commentOnApprove}
        onChange={({ currentTarget }) => change({ commentOnApprove: currentTarget.checked })}
      />
      {stage.mode === 'all' ? (
        <Checkbox
          label={t('stage.waitForAll')}
          checked={stage.waitForAll}
          onChange={({ currentTarget }) => change({ waitForAll: currentTarget.checked })}
        />
      ) : null}
      <Approvers rules={stage.approvers} onChange={(approvers) => change({ approvers })} />
      <SlaFields sla={stage.sla} onChange={(sla) => change({ sla })} />
    </Stack>
  );
}

type ApproversProps = {
  readonly rules: readonly ApproverRule[];
  readonly onChange: (rules: readonly ApproverRule[]) => void;
};

function Approvers({ rules, onChange }: ApproversProps): ReactNode {
  const { t } = useTranslation('policy');
  const added: ApproverRule = {
    source: { kind: 'branch_head', level: 1 },
    seatCount: null,
    hasVeto: false,
    isCounted: true,
  };
  return (
    <Stack gap="sm">
      {rules.map((rule, index) => {
        const change = (changes: Partial<ApproverRule>) =>
          onChange(rules.map((one) => (one === rule ? { ...one, ...changes } : one)));
        return (
          <Fieldset key={index} legend={t('stage.seats', { number: index + 1 })}>
            <Stack gap="sm">
              <SourceFields source={rule.source} onChange={(source) => change({ source })} />
              <Group align="flex-end" gap="md">
                <NumberInput
                  label={t('stage.seatCount')}
                  placeholder={t('stage.everyone')}
                  min={1}
                  max={50}
                  w={130}
                  value={rule.seatCount ?? ''}
                  onChange={(value) => change({ seatCount: Number(value) || null })}
                />
                <Checkbox
                  label={t('stage.hasVeto')}
                  checked={rule.hasVeto}
                  onChange={({ currentTarget }) => change({ hasVeto: currentTarget.checked })}
                />
                <Checkbox
                  label={t('stage.isCounted')}
                  checked={rule.isCounted}
                  onChange={({ currentTarget }) => change({ isCounted: currentTarget.checked })}
                />
              </Group>
              <Group>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onChange(rules.filter((one) => one !== rule))}
                >
                  {t('stage.removeSeats')}
                </Button>
              </Group>
            </Stack>
          </Fieldset>
        );
      })}
      <Group>
        <Button size="compact-xs" variant="default" onClick={() => onChange([...rules, added])}>
          {t('stage.addSeats')}
        </Button>
      </Group>
    </Stack>
  );
}

type SlaProps = { readonly sla: StageSla; readonly onChange: (sla: StageSla) => void };

function SlaFields({ sla, onChange }: SlaProps): ReactNode {
  const { t } = useTranslation('policy');
  const change = (changes: Partial<StageSla>) => onChange({ ...sla, ...changes });
  return (
    <Fieldset legend={t('stage.sla')}>
      <Stack gap="sm">
        <SimpleGrid cols={3}>
          <NumberInput
            label={t('stage.workingHours')}
            min={0.5}
            max={2_000}
            step={0.5}
            value={sla.workingHours}
            onChange={(value) => change({ workingHours: Number(value) })}
          />
          <NumberInput
            label={t('stage.escalationPercent')}
            min={1}
            max={1_000}
            suffix="%"
            value={sla.escalationPercent}
            onChange={(value) => change({ escalationPercent: Number(value) })}
          />
          <NumberInput
            label={t('stage.processAdminPercent')}
            min={1}
            max={1_000}
            suffix="%"
            value={sla.processAdminPercent}
            onChange={(value) => change({ processAdminPercent: Number(value) })}
          />
        </SimpleGrid>
        <TagsInput
          label={t('stage.reminders')}
          description={t('stage.remindersHint')}
          value={sla.reminderPercents.map(String)}
          onChange={(values) =>
            change({
              reminderPercents: values.map(Number).filter((value) => Number.isInteger(value)),
            })
          }
        />
        <SourceFields
          label={t('stage.escalateTo')}
          source={sla.escalateTo}
          onChange={(escalateTo) => change({ escalateTo })}
        />
      </Stack>
    </Fieldset>
  );
}
