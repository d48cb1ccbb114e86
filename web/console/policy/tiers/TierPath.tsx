/** The path of a tier: its stages in order, each a form; order changes by buttons or Alt with the arrows. */
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MatrixContent, StageTemplate, Tier } from '../../../../domain/approval/matrix.ts';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { usePathWords } from './path-text.ts';
import { newStage } from './new-stage.ts';
import { SourceText } from './SourceText.tsx';
import { StageFields } from './StageFields.tsx';
import classes from './tiers.module.css';

type Props = {
  readonly version: Version;
  readonly content: MatrixContent;
  readonly tier: Tier;
};

export function TierPath({ version, content, tier }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const edit = useDraftEdit(version);
  const { refused } = useFieldErrors(edit.command.problem);
  const [path, setPath] = useState(tier.path);
  const [open, setOpen] = useState<number | null>(null);
  const isReader = !mayEdit(version);
  const usedBy = content.rows.filter((row) => row.tier === tier.tier).length;
  const move = (index: number, by: number) => {
    const to = index + by;
    if (to < 0 || to >= path.length) return;
    const next = [...path];
    [next[index], next[to]] = [next[to]!, next[index]!];
    setPath(next);
    setOpen(null);
  };
  const list = (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('path.usedBy', { tier: tier.tier, count: usedBy })}
      </Text>
      {path.map((stage, index) => (
        <StageCard
          key={stage.key}
          stage={stage}
          index={index}
          isReader={isReader}
          isOpen={open === index}
          onToggle={() => setOpen(open === index ? null : index)}
          onMove={(by) => move(index, by)}
          onRemove={() => setPath(path.filter((one) => one !== stage))}
          onChange={(changed) => setPath(path.map((one) => (one === stage ? changed : one)))}
        />
      ))}
    </Stack>
  );
  if (isReader) return list;
  const save = () => {
    const tiers = content.tiers.map((one) => (one.tier === tier.tier ? { ...one, path } : one));
    void edit.save({ ...content, tiers });
  };
  return (
    <CommandForm
      command={edit.command}
      refused={refused}
      verb={t('path.apply', { tier: tier.tier })}
      onSubmit={save}
      conflict={{ onReload: edit.reload, onDiscard: () => setPath(tier.path) }}
      {...(path === tier.path ? { blockedReason: t('path.unchanged') } : {})}
      aside={
        <Button variant="default" onClick={() => setPath([...path, newStage(path)])}>
          {t('path.add')}
        </Button>
      }
    >
      {list}
    </CommandForm>
  );
}

type CardProps = {
  readonly stage: StageTemplate;
  readonly index: number;
  readonly isReader: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
  readonly onChange: (stage: StageTemplate) => void;
};

function StageCard(props: CardProps): ReactNode {
  const { stage, index, isReader, isOpen, onToggle, onMove, onRemove, onChange } = props;
  const { t } = useTranslation('policy');
  const { stageText, stageName } = usePathWords();
  const name = stageName(stage.key);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || isReader) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <div className={classes.stage} onKeyDown={onKeyDown}>
      <Group justify="space-between" wrap="nowrap">
        <Stack gap={0}>
          <Text fw={600}>
            {index + 1}. {stageText(stage)}
          </Text>
          <Text size="xs" c="dimmed" component="div">
            {stage.approvers.map(({ source }, place) => (
              <span key={place}>
                {place === 0 ? '' : '、'}
                <SourceText source={source} />
              </span>
            ))}
            {' · '}
            {t('grid.hours', { hours: stage.sla.workingHours })}
          </Text>
        </Stack>
        {isReader ? null : (
          <Group gap={4} wrap="nowrap">
            <IconButton label={t('path.up', { name })} onClick={() => onMove(-1)}>
              <IconArrowUp size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('path.down', { name })} onClick={() => onMove(1)}>
              <IconArrowDown size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('path.edit', { name })} onClick={onToggle}>
              <IconPencil size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('path.remove', { name })} onClick={onRemove}>
              <IconTrash size={16} aria-hidden />
            </IconButton>
          </Group>
        )}
      </Group>
      {isOpen ? <StageFields stage={stage} onChange={onChange} /> : null}
    </div>
  );
}

type IconButtonProps = {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function IconButton({ label, onClick, children }: IconButtonProps): ReactNode {
  return (
    <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
