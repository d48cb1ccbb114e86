/** What needs me now, and in which order? */
import { Button, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeader } from '../../app/PageHeader.tsx';
import { useMay, useMe } from '../../app/session.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCards, type CardState } from './cards.ts';
import { Deadlines } from './Deadlines.tsx';
import classes from './home.module.css';

export function Home(): ReactNode {
  const { t } = useTranslation('home');
  const me = useMe();
  const navigate = useNavigate();
  const may = useMay();
  const cards = useCards(me);
  useShortcuts(
    cards.slice(0, 8).map(({ word, path, search }, index) => ({
      keys: String(index + 1),
      label: t(`cards.${word}`),
      group: 'everywhere' as const,
      run: () => void navigate({ to: path, search } as never),
    })),
  );
  const isQuiet = cards.length > 0 && cards.every(({ count }) => count === 0);
  const hasQueue =
    may('approval.vote') && cards.some(({ word, count }) => word === 'todo' && count !== 0);
  return (
    <Stack gap="lg">
      <PageHeader title={t('greeting', { name: me.displayName })} documentTitle={t('title')} />
      <SimpleGrid minColWidth={170}>
        {cards.map((card) => (
          <Card key={card.word} card={card} />
        ))}
      </SimpleGrid>
      {hasQueue ? <Deadlines /> : null}
      {isQuiet || cards.length === 0 ? <EmptyState reason="none" sentence={t('quiet')} /> : null}
    </Stack>
  );
}

/** It keeps its height while the number is on its way. */
function Card({ card }: { readonly card: CardState }): ReactNode {
  const { t } = useTranslation('home');
  const { word, path, search, count, error, retry } = card;
  if (error !== null) {
    return (
      <Paper withBorder p="md" className={classes['card'] ?? ''}>
        <Text>{t(`cards.${word}`)}</Text>
        <Button size="compact-sm" variant="default" onClick={retry}>
          {t('frame:action.retry')}
        </Button>
      </Paper>
    );
  }
  return (
    <Paper
      withBorder
      p="md"
      className={classes['card'] ?? ''}
      component={Link}
      {...({ to: path, search } as object)}
    >
      <Text>{t(`cards.${word}`)}</Text>
      <Text
        fz={28}
        lh={1.2}
        fw={count === 0 ? 400 : 600}
        className="tabular"
        {...(count === 0 ? { c: 'dimmed' } : {})}
      >
        {count ?? '—'}
      </Text>
    </Paper>
  );
}
