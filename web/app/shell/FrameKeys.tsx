/** The keys that work everywhere, and the sheet that lists all keys of the page. */
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';
import { onDemand } from '../on-demand.tsx';
import { useKnownShortcuts, useShortcuts, type Shortcut } from '../shortcuts.tsx';
import { openPalette } from './palette-open.ts';

const KeySheet = onDemand(async () => (await import('./KeySheet.tsx')).KeySheet);

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
      run: openPalette,
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
  return <KeySheet isOpen={isOpen} onClose={sheet.close} shortcuts={listed} />;
}

function focusFilter(): void {
  document
    .querySelector<HTMLElement>('[data-first-filter] input, input[data-first-filter]')
    ?.focus();
}
