/** The sheet that lists all keys of the page. */
import { Kbd, Modal, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Shortcut } from '../shortcuts.tsx';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly shortcuts: readonly Shortcut[];
};

export function KeySheet({ isOpen, onClose, shortcuts }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('keys.title')} size="lg">
      <Keys shortcuts={shortcuts} />
    </Modal>
  );
}

function Keys({ shortcuts }: Pick<Props, 'shortcuts'>): ReactNode {
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
