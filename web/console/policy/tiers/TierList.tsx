/** The tiers of a matrix from the lowest to the highest, each with its path; what is taken out comes back until it is saved. */
import { Accordion, ActionIcon, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MatrixContent, Tier } from '../../../../domain/approval/matrix.ts';
import { announce } from '../../../app/live-region.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { removeTiers } from './grid.ts';
import { hoursOf, usePathWords } from './path-text.ts';
import { TierPath } from './TierPath.tsx';
import classes from './tiers.module.css';

type Props = { readonly version: Version; readonly content: MatrixContent };

export function TierList({ version, content }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const edit = useDraftEdit(version);
  const isWriter = mayEdit(version);
  const toggle = (tier: string) => {
    const isBack = removed.includes(tier);
    setRemoved(isBack ? removed.filter((one) => one !== tier) : [...removed, tier]);
    announce(t(isBack ? 'removal.kept' : 'removal.marked', { tier }));
  };
  const add = () => {
    const last = content.tiers.at(-1);
    const tier = freeName(content);
    // It begins as a copy of the highest one: a path with nobody in it could not be saved as a draft worth reading.
    const made = { tier, minDistinctApprovers: 2, path: last?.path ?? [] };
    void edit.save({ ...content, tiers: [...content.tiers, made] });
  };
  return (
    <Stack gap="md">
      <Accordion variant="contained" multiple keepMounted={false}>
        {content.tiers.map((tier) => (
          <TierItem
            key={tier.tier}
            version={version}
            content={content}
            tier={tier}
            isRemoved={removed.includes(tier.tier)}
            {...(isWriter ? { onToggle: () => toggle(tier.tier) } : {})}
          />
        ))}
      </Accordion>
      {removed.length === 0 ? null : (
        <Removal version={version} content={content} removed={removed} onEnd={setRemoved} />
      )}
      {isWriter && removed.length === 0 ? (
        <Group justify="space-between">
          <Button variant="default" size="xs" loading={edit.command.isHeld} onClick={add}>
            {t('path.addTier')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('removal.keys')}
          </Text>
        </Group>
      ) : null}
      {edit.command.problem === null ? null : <ProblemText problem={edit.command.problem} />}
    </Stack>
  );
}

type ItemProps = Props & {
  readonly tier: Tier;
  readonly isRemoved: boolean;
  /** Takes it out or brings it back; undefined where nothing may be written. */
  readonly onToggle?: () => void;
};

function TierItem({ version, content, tier, isRemoved, onToggle }: ItemProps): ReactNode {
  const { t } = useTranslation('policy');
  const { pathText } = usePathWords();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' || onToggle === undefined) return;
    event.preventDefault();
    onToggle();
  };
  return (
    <Accordion.Item value={tier.tier}>
      <Group gap={0} wrap="nowrap" pr={onToggle === undefined ? 0 : 8}>
        <Accordion.Control onKeyDown={onKeyDown}>
          <Group gap="md" wrap="nowrap" align="baseline" data-removed={isRemoved || undefined}>
            <Text fw={600} miw={32} className={classes.removable ?? ''}>
              {tier.tier}
            </Text>
            <Text size="sm" className={classes.removable ?? ''}>
              {pathText(tier)}
            </Text>
            {isRemoved ? (
              <Badge color="red" variant="light" radius="sm" tt="none" style={{ flexShrink: 0 }}>
                {t('removal.badge')}
              </Badge>
            ) : null}
            <Text size="sm" c="dimmed" ml="auto" className="tabular">
              {t('grid.hours', { hours: hoursOf(tier) })}
            </Text>
          </Group>
        </Accordion.Control>
        {onToggle === undefined ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t(isRemoved ? 'removal.keep' : 'removal.mark', { tier: tier.tier })}
            onClick={onToggle}
          >
            {isRemoved ? (
              <IconArrowBackUp size={16} aria-hidden />
            ) : (
              <IconTrash size={16} aria-hidden />
            )}
          </ActionIcon>
        )}
      </Group>
      <Accordion.Panel>
        <TierPath version={version} content={content} tier={tier} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

type RemovalProps = Props & {
  readonly removed: readonly string[];
  readonly onEnd: (removed: readonly string[]) => void;
};

/** What goes with them, before it goes. */
function Removal({ version, content, removed, onEnd }: RemovalProps): ReactNode {
  const { t } = useTranslation('policy');
  const edit = useDraftEdit(version, () => onEnd([]));
  const { refused } = useFieldErrors(edit.command.problem);
  const left = removeTiers(content, removed);
  const count = content.rows.length - left.rows.length;
  const names = content.tiers
    .map(({ tier }) => tier)
    .filter((tier) => removed.includes(tier))
    .join(t('components:listSeparator'));
  return (
    <CommandForm
      command={edit.command}
      refused={refused}
      verb={t('removal.save')}
      onSubmit={() => void edit.save(left)}
      conflict={{ onReload: edit.reload, onDiscard: () => onEnd([]) }}
      {...(left.tiers.length === 0 ? { blockedReason: t('removal.lastTier') } : {})}
      aside={
        <Button variant="default" onClick={() => onEnd([])}>
          {t('removal.undo')}
        </Button>
      }
    >
      <Text size="sm">{t('removal.rows', { names, count })}</Text>
    </CommandForm>
  );
}

function freeName({ tiers }: MatrixContent): string {
  for (let number = tiers.length + 1; ; number += 1) {
    const name = `T${number}`;
    if (tiers.every(({ tier }) => tier !== name)) return name;
  }
}
