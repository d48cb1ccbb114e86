/** The keys that work everywhere, and the sheet that lists all keys of the page. */
import { Kbd, Modal, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';
import { useKnownShortcuts, useShortcuts, type Shortcut } from '../shortcuts.tsx';

/** Second stroke after `g`. */
const jumps = {
  h: ['home', '/home'],
  q: ['todo', '/approvals/todo'],
  c: ['customers', '/customers'],
  l: ['loans', '/loans'],
  w: ['collections', '/collections/queue'],
} as const;

export function FrameKeys(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const known = useKnownShortcuts();
  const [isOpen, sheet] = useDisclosure();
  const [listed, setListed] = useState<readonly Shortcut[]>([]);
  const group = 'everywhere' as const;
  const show = () => {
    setListed(known());
    sheet.open();
  };
  useShortcuts([
    { keys: '?', label: t('keys.sheet'), group, run: show },
    {
      keys: 'mod+k',
      label: t('keys.palette'),
      group,
      whileTyping: true,
      run: () => spotlight.open(),
    },
    { keys: '/', label: t('keys.filter'), group, run: focusFilter },
    ...Object.entries(jumps).map(([key, [word, path]]) => ({
      keys: `g ${key}`,
      label: t(`nav.${word}`),
      group,
      run: () => void navigate({ to: path }),
      isOff: !(pages as readonly { readonly path: string }[]).some((page) => page.path === path),
    })),
  ]);
  return (
    <Modal opened={isOpen} onClose={sheet.close} title={t('keys.title')} size="lg">
      <KeySheet shortcuts={listed} />
    </Modal>
  );
}

function focusFilter(): void {
  document
    .querySelector<HTMLElement>('[data-first-filter] input, input[data-first-filter]')
    ?.focus();
}

function KeySheet({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }): ReactNode {
  const { t } = useTranslation();
  const groups = [...new Set(shortcuts.map(({ group }) => group))];
  return (
    <Stack gap="md">
      {groups.map((group) => (
        <section key={group}>
          <Title order={2} fz="md">
            {t(`keys.group.${group}`)}
          </Title>
          <Table>
            <Table.Tbody>
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map(({ keys, label }) => (
                  <Table.Tr key={keys + label}>
                    <Table.Td w={160}>
                      <Strokes keys={keys} />
                    </Table.Td>
                    <Table.Td>{label}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
      <Text c="dimmed">{t('keys.off')}</Text>
    </Stack>
  );
}

function Strokes({ keys }: { readonly keys: string }): ReactNode {
  return keys.split(' ').map((stroke) => (
    <Kbd key={stroke} mr={4}>
      {stroke.replace('mod', 'Ctrl/⌘').replaceAll('+', ' + ')}
    </Kbd>
  ));
}
