import { Badge, type MantineColor } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconCircleCheck,
  IconHourglass,
  IconMinus,
  IconQuestionMark,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { findRole, type StatusKind, type StatusRole } from './status-table.ts';
import { useWords } from './words.ts';

type Look = { readonly color: MantineColor; readonly icon: Icon };

/** Colour and icon of each role; the word beside them carries the meaning. */
const looks: { readonly [R in StatusRole]: Look } = {
  running: { color: 'blue', icon: IconHourglass },
  good: { color: 'green', icon: IconCheck },
  settled: { color: 'teal', icon: IconCircleCheck },
  attention: { color: 'yellow', icon: IconAlertTriangle },
  returned: { color: 'orange', icon: IconArrowBackUp },
  bad: { color: 'red', icon: IconX },
  others: { color: 'violet', icon: IconArrowsExchange },
  ended: { color: 'gray', icon: IconMinus },
  unknown: { color: 'gray', icon: IconQuestionMark },
};

/** An outline in quiet ink: nothing is known, so nothing is claimed. */
const unknownLook = {
  root: {
    color: 'var(--mantine-color-dimmed)',
    borderColor: 'var(--mantine-color-dimmed)',
    borderStyle: 'dashed',
  },
} as const;

export type StatusBadgeProps = {
  readonly kind: StatusKind;
  /** A code of the API. One that this client does not know is shown as it came. */
  readonly status: string;
};

/** A status as icon, word and colour, by the one table of `status-table.ts`. */
export function StatusBadge({ kind, status }: StatusBadgeProps) {
  const { wordOf } = useWords();
  const role = findRole(kind, status) ?? 'unknown';
  return <RoleBadge role={role}>{wordOf(`status.${kind}`, status)}</RoleBadge>;
}

/** The look of a role with words of one's own: flags and counts beside a status. */
export function RoleBadge({
  role,
  children,
}: {
  readonly role: StatusRole;
  readonly children: ReactNode;
}) {
  const { color, icon: RoleIcon } = looks[role];
  return (
    <Badge
      variant={role === 'unknown' ? 'outline' : 'light'}
      color={color}
      radius="sm"
      size="md"
      tt="none"
      fw={500}
      // A status is read whole: the cell around it gives way.
      miw="max-content"
      styles={role === 'unknown' ? unknownLook : {}}
      leftSection={<RoleIcon size={13} stroke={2} aria-hidden />}
    >
      {children}
    </Badge>
  );
}
