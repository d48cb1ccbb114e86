/** Everything else one can do with a case; what is not possible now stays in the menu with its reason. */
import { Button, Menu, Stack, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { usePaletteActions } from '../../app/shell/palette-actions.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { findAction, useReason, type Action } from '../../components/ActionButton.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionDialogs, type DialogName } from './ActionDialogs.tsx';
import type { Stage, StageActionName, Subject } from './decision.ts';
import { ImmediateResult, useImmediate } from './immediate.tsx';

type Props = { readonly stage: Stage; readonly subject: Subject };

const groups: readonly (readonly StageActionName[])[] = [
  ['claim', 'release'],
  ['transfer', 'ask_advice', 'add_signer', 'remove_signer'],
  ['copy', 'comment', 'remind'],
  ['take_back', 'recuse'],
];

const keysOf: Partial<Record<StageActionName, string>> = {
  transfer: 't',
  add_signer: '+',
  comment: 'c',
};

export function MoreActions({ stage, subject }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const immediate = useImmediate(stage.stageId);
  const isOffered = (name: StageActionName) => {
    // A claim is either taken or given back.
    if (name === 'claim') return findAction(stage.actions, 'release')?.allowed !== true;
    if (name === 'release') return findAction(stage.actions, 'release')?.allowed === true;
    return true;
  };
  const run = (name: StageActionName) => {
    if (name === 'claim' || name === 'release' || name === 'remind') immediate.run(name);
    else setDialog(name as DialogName);
  };
  useActionKeys(stage, run);
  return (
    <Stack gap={4} align="flex-end">
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDots size={14} aria-hidden />}
          >
            {t('more.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={460} style={{ overflowY: 'auto' }}>
          {groups.map((names, index) => (
            <MenuGroup
              key={index}
              isFirst={index === 0}
              names={names.filter(isOffered)}
              stage={stage}
              onRun={run}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      <ImmediateResult immediate={immediate} />
      <ActionDialogs
        name={dialog}
        stage={stage}
        subject={subject}
        onClose={() => setDialog(null)}
      />
    </Stack>
  );
}

type GroupProps = {
  readonly isFirst: boolean;
  readonly names: readonly StageActionName[];
  readonly stage: Stage;
  readonly onRun: (name: StageActionName) => void;
};

function MenuGroup({ isFirst, names, stage, onRun }: GroupProps): ReactNode {
  const shown = names.flatMap((name) => findAction(stage.actions, name) ?? []);
  if (shown.length === 0) return null;
  return (
    <>
      {isFirst ? null : <Menu.Divider />}
      {shown.map((action) => (
        <Item
          key={action.action}
          action={action}
          onRun={() => onRun(action.action as StageActionName)}
        />
      ))}
    </>
  );
}

function Item({ action, onRun }: { readonly action: Action; readonly onRun: () => void }) {
  const { t } = useTranslation('approvals');
  const reason = useReason(action);
  const name = action.action as StageActionName;
  const keys = keysOf[name];
  return (
    <Menu.Item
      disabled={!action.allowed}
      onClick={onRun}
      rightSection={
        keys === undefined ? null : (
          <Text span size="xs" c="dimmed" aria-hidden>
            {keys}
          </Text>
        )
      }
    >
      <Text span size="sm">
        {t(`more.${name as 'transfer'}`)}
      </Text>
      {reason === null ? null : (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'normal' }}>
          {reason}
        </Text>
      )}
    </Menu.Item>
  );
}

function useActionKeys(stage: Stage, run: (name: StageActionName) => void): void {
  const { t } = useTranslation('approvals');
  const keyed = Object.entries(keysOf) as readonly (readonly ['transfer', string])[];
  const isAllowed = (name: StageActionName) => findAction(stage.actions, name)?.allowed === true;
  useShortcuts(
    keyed.map(([name, keys]) => ({
      keys,
      label: t(`more.${name}`),
      group: 'approval' as const,
      run: () => run(name),
      isOff: !isAllowed(name),
    })),
  );
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const offered = useMemo(
    () =>
      groups
        .flat()
        .filter((name) => findAction(stage.actions, name)?.allowed === true)
        .map((name) => ({
          id: `approval.${name}`,
          label: t(`more.${name as 'transfer'}`),
          run: () => latest.current(name),
        })),
    [stage, t],
  );
  usePaletteActions(offered);
}
