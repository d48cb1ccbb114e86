/** What is still missing, as the API said after the last save; each item leads to its field. */
import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { groupAmount } from '../../components/money-text.ts';
import type { Application } from './draft-values.ts';
import { useWizardWords } from './wizard-words.ts';

type Item = Application['completeness'][number];

type Props = {
  readonly application: Application;
  readonly onOpen: (path: string) => void;
};

export function CompletenessPanel({ application, onOpen }: Props): ReactNode {
  const { t } = useWizardWords();
  const open = onePerPath(application.completeness.filter(({ state }) => state !== 'satisfied'));
  const blockers = new Set(application.submitBlockers);
  const now = open.filter(({ path }) => blockers.has(path));
  const later = open.filter(({ path }) => !blockers.has(path));
  return (
    <Paper withBorder p="md" component="section" aria-label={t('missing.title')}>
      <Stack gap="xs">
        <Title order={2} size="h5">
          {t('missing.title')}
        </Title>
        {now.length === 0 ? (
          <Group gap={6} wrap="nowrap">
            <IconCircleCheck size={16} aria-hidden />
            <Text size="sm">{t('missing.none')}</Text>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('missing.count', { count: now.length })}
          </Text>
        )}
        <Items items={now} isBlocking onOpen={onOpen} />
        {later.length === 0 ? null : (
          <>
            <Text size="sm" c="dimmed" mt={4}>
              {t('missing.later')}
            </Text>
            <Items items={later} isBlocking={false} onOpen={onOpen} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** A value can lack for two reasons, as a field and in its bounds: one line leads to it. */
function onePerPath(items: readonly Item[]): readonly Item[] {
  return items.filter(
    ({ path }, index) => items.findIndex((other) => other.path === path) === index,
  );
}

type ItemsProps = {
  readonly items: readonly Item[];
  readonly isBlocking: boolean;
  readonly onOpen: (path: string) => void;
};

function Items({ items, isBlocking, onOpen }: ItemsProps): ReactNode {
  const { t } = useWizardWords();
  const sentenceOf = useItemSentence();
  if (items.length === 0) return null;
  return (
    <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {items.map((item) => {
        const ItemIcon = iconOf(item, isBlocking);
        return (
          <Group key={item.path} component="li" gap={6} wrap="nowrap" align="flex-start" mih={24}>
            <ItemIcon size={16} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
            <div>
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="start"
                onClick={() => onOpen(item.path)}
              >
                {sentenceOf(item)}
              </Anchor>
              {isBlocking ? null : (
                <Text span size="xs" c="dimmed">
                  {' '}
                  {t(`missing.before.${item.appliesBefore}`)}
                </Text>
              )}
            </div>
          </Group>
        );
      })}
    </Stack>
  );
}

function iconOf({ severity }: Item, isBlocking: boolean) {
  if (isBlocking) return IconX;
  return severity === 'warn' ? IconAlertTriangle : IconClock;
}

/** One sentence for each item, made of its code and facts. */
function useItemSentence(): (item: Item) => string {
  const { t, nameOf } = useWizardWords();
  return ({ path, code, state, params }) => {
    const name = nameOf(path);
    const isOutside = state === 'invalid';
    if (code === 'amount_in_product' && isOutside) {
      const { from, to } = params;
      return t('item.amountBetween', {
        from: groupAmount(String(from)),
        to: groupAmount(String(to)),
      });
    }
    if (code === 'installments_in_product' && isOutside)
      return t('item.countBetween', { from: String(params['from']), to: String(params['to']) });
    if (code === 'product_serves_customer') return t('item.customerKind');
    return t(`item.${state}`, { name });
  };
}
