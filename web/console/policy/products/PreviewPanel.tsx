/** What a borrower would pay under the version as it stands in the form, beside the version in force. */
import {
  Alert,
  NativeSelect,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState, type ReactNode } from 'react';
import type { Currency } from '../../../../domain/money.ts';
import { useHouseTime } from '../../../api/clock.ts';
import { useShortcuts } from '../../../app/shortcuts.tsx';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { BlockSkeleton } from '../../../components/skeletons.tsx';
import { PreviewFigures } from './PreviewFigures.tsx';
import { PreviewSchedule } from './PreviewSchedule.tsx';
import classes from './products.module.css';
import { methods } from './fields.ts';
import type { PreviewState } from './use-preview.ts';
import { useProductWords } from './words.ts';

/** The loan that is computed; kept as typed. */
export type Asked = {
  readonly amount: string;
  readonly count: string;
  readonly method: (typeof methods)[number];
  /** Null is today. */
  readonly date: string | null;
};

type Props = {
  readonly asked: Asked;
  readonly onAsk: (changes: Partial<Asked>) => void;
  readonly currency: Currency;
  readonly state: PreviewState;
};

export function PreviewPanel({ asked, onAsk, currency, state }: Props): ReactNode {
  const { t } = useProductWords();
  const [isCompared, setCompared] = useState(true);
  const toggle = () => setCompared((now) => !now);
  useShortcuts([{ keys: 'v', label: t('preview.compareKey'), group: 'record', run: toggle }]);
  const { answer: preview, problem, isLost } = state;
  const isOld = problem !== null || isLost;
  const inForce = isCompared ? (preview?.inForce ?? null) : null;
  return (
    <section className={classes['preview'] ?? ''} aria-label={t('preview.title')}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('preview.title')}
        </Title>
        <AskedFields asked={asked} onAsk={onAsk} currency={currency} />
        <Refusal state={state} />
        {preview === null && !isOld ? <BlockSkeleton lines={10} /> : null}
        {preview === null ? null : (
          <Stack
            gap="sm"
            className={isOld ? (classes['old'] ?? '') : ''}
            aria-busy={state.isAsking}
          >
            {preview.draft.isWithinCap ? null : (
              <Alert color="yellow" variant="outline" p="xs" role="status">
                <Text size="sm">{t('preview.aboveCap')}</Text>
              </Alert>
            )}
            <Switch
              label={t('preview.showCompare')}
              checked={isCompared}
              onChange={toggle}
              aria-keyshortcuts="v"
            />
            {isCompared && preview.inForce === null ? (
              <Text size="sm" c="dimmed">
                {t('preview.notSold')}
              </Text>
            ) : null}
            <PreviewFigures draft={preview.draft} inForce={inForce} />
            <PreviewSchedule draft={preview.draft} inForce={inForce} />
          </Stack>
        )}
      </Stack>
    </section>
  );
}

const askedWords = { amount: 'amount', installmentCount: 'count', method: 'method' } as const;

/** The rule that refused, in words; values of the form are named on their fields. */
function Refusal({ state: { problem, isLost } }: Pick<Props, 'state'>): ReactNode {
  const { t } = useProductWords();
  if (isLost) {
    return (
      <Alert color="gray" variant="outline" p="xs" role="status">
        <Text size="sm">{t('preview.lost')}</Text>
      </Alert>
    );
  }
  if (problem === null) return null;
  const names = (problem.errors ?? []).flatMap(({ pointer }) => {
    const name = pointer.split('/')[1] as keyof typeof askedWords;
    return name in askedWords ? [t(`preview.${askedWords[name]}`)] : [];
  });
  return (
    <Alert color="yellow" variant="outline" p="xs" role="status">
      <Text size="sm">
        {names.length === 0
          ? t('preview.refused')
          : t('preview.wrongAsk', { names: names.join(t('components:listSeparator')) })}
      </Text>
      {problem.errors === undefined ? <ProblemText problem={problem} /> : null}
    </Alert>
  );
}

function AskedFields({ asked, onAsk, currency }: Omit<Props, 'state'>): ReactNode {
  const { t, optionOf } = useProductWords();
  const { businessDate } = useHouseTime();
  return (
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
      <MoneyInput
        label={t('preview.amount')}
        currency={currency}
        value={asked.amount}
        onChange={(amount) => onAsk({ amount })}
      />
      <TextInput
        label={t('preview.count')}
        inputMode="numeric"
        autoComplete="off"
        classNames={{ input: classes['number'] ?? '' }}
        value={asked.count}
        onChange={({ currentTarget }) => onAsk({ count: currentTarget.value.normalize('NFKC') })}
      />
      <NativeSelect
        label={t('preview.method')}
        data={methods.map((value) => ({ value, label: optionOf(value) }))}
        value={asked.method}
        onChange={({ currentTarget }) => onAsk({ method: currentTarget.value as Asked['method'] })}
      />
      <DateInput
        label={t('preview.date')}
        valueFormat="YYYY-MM-DD"
        clearable={false}
        popoverProps={{ attributes: { dropdown: { 'aria-label': t('preview.date') } } }}
        value={asked.date ?? businessDate}
        onChange={(date) => onAsk({ date })}
      />
    </SimpleGrid>
  );
}
