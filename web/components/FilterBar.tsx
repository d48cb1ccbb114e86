import { Button, Group, Pill, Select, TextInput } from '@mantine/core';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useShortcuts } from '../app/shortcuts.tsx';
import { announce } from '../app/live-region.tsx';
import classes from './FilterBar.module.css';
import { groupAmount, readAmount } from './money-text.ts';
import { useWords } from './words.ts';

export type FilterField =
  | { readonly name: string; readonly kind: 'text'; readonly label: string }
  | {
      readonly name: string;
      readonly kind: 'choice';
      readonly label: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  /** Decimal text of the API's currency. */
  | { readonly name: string; readonly kind: 'amount'; readonly label: string };

export type FilterValues = Readonly<Record<string, string | undefined>>;

export type FilterBarProps = {
  readonly fields: readonly FilterField[];
  /** What the address says. */
  readonly values: FilterValues;
  /** Writes it into the address; undefined takes a filter away. */
  readonly onChange: (changes: FilterValues) => void;
  readonly onClear: () => void;
  /** Rows of the filter once they are known; spoken when it changes. */
  readonly resultCount?: number;
  /** The menu of saved views. */
  readonly views?: ReactNode;
};

/** Filters of a list. It holds no state but what is being typed: the address does. */
export function FilterBar(props: FilterBarProps) {
  const { fields, values, onChange, onClear, resultCount, views } = props;
  const { t } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  useFirstFilterKey(bar);
  useSpokenCount(resultCount);
  const set = fields.filter(({ name }) => (values[name] ?? '') !== '');
  return (
    <div ref={bar} role="search" className={classes.bar ?? ''}>
      <Group gap={8} align="flex-end" wrap="wrap">
        {fields.map((field) => (
          <Field key={field.name} field={field} value={values[field.name]} onChange={onChange} />
        ))}
        {views}
      </Group>
      {set.length === 0 ? null : (
        <Group gap={6} role="group" aria-label={t('filter.active')}>
          {set.map((field) => (
            <Pill
              key={field.name}
              size="md"
              withRemoveButton
              onRemove={() => onChange({ [field.name]: undefined })}
              removeButtonProps={{
                'aria-label': t('filter.remove', { name: field.label }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {field.label}
              {t('form.colon')}
              {shownValue(field, values[field.name] ?? '')}
            </Pill>
          ))}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconFilterOff size={14} aria-hidden />}
            onClick={onClear}
          >
            {t('filter.clear')}
          </Button>
        </Group>
      )}
    </div>
  );
}

type FieldProps = {
  readonly field: FilterField;
  readonly value: string | undefined;
  readonly onChange: FilterBarProps['onChange'];
};

function Field({ field, value, onChange }: FieldProps) {
  const { t } = useWords();
  if (field.kind === 'choice') {
    return (
      <Select
        size="xs"
        w={112}
        label={field.label}
        data={[...field.options]}
        value={value ?? null}
        placeholder={t('filter.any')}
        clearable
        onChange={(chosen) => onChange({ [field.name]: chosen ?? undefined })}
      />
    );
  }
  return <TypedField field={field} value={value ?? ''} onChange={onChange} />;
}

const TYPING_PAUSE_MS = 300;

type TypedFieldProps = {
  readonly field: FilterField;
  readonly value: string;
  readonly onChange: FilterBarProps['onChange'];
};

/** Goes into the address a moment after the last key, at once on Enter. */
function TypedField({ field, value, onChange }: TypedFieldProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (text: string) => {
    setTyped(null);
    const wire = field.kind === 'amount' ? amountOf(text) : text.trim();
    if (wire !== null && wire !== value) onChange({ [field.name]: wire === '' ? undefined : wire });
  };
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => commit(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  });
  const isAmount = field.kind === 'amount';
  const isRefused = typed !== null && isAmount && amountOf(typed) === null;
  return (
    <TextInput
      size="xs"
      w={isAmount ? 112 : 150}
      label={field.label}
      leftSection={isAmount ? null : <IconSearch size={14} aria-hidden />}
      inputMode={isAmount ? 'decimal' : 'search'}
      error={isRefused ? t('moneyInput.malformed') : null}
      value={typed ?? (isAmount ? groupAmount(value) : value)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        commit(event.currentTarget.value);
      }}
    />
  );
}

/** The address carries two decimals whatever the currency; null for what is no amount. */
function amountOf(text: string): string | null {
  const read = readAmount(text, 'CNY');
  if (read.kind === 'amount') return read.amount;
  return read.kind === 'empty' ? '' : null;
}

function shownValue(field: FilterField, value: string): string {
  if (field.kind === 'amount') return groupAmount(value);
  if (field.kind === 'text') return value;
  return field.options.find((option) => option.value === value)?.label ?? value;
}

/** `/` goes to the first filter of the page. */
function useFirstFilterKey(bar: React.RefObject<HTMLDivElement | null>) {
  const { t } = useWords();
  const run = () => bar.current?.querySelector('input')?.focus();
  useShortcuts([{ keys: '/', label: t('filter.first'), group: 'list', run }]);
}

function useSpokenCount(count: number | undefined) {
  const { t } = useWords();
  const last = useRef(count);
  useEffect(() => {
    if (count === undefined || count === last.current) return;
    const isFirst = last.current === undefined;
    last.current = count;
    if (!isFirst) announce(t('filter.results', { count }));
  }, [count, t]);
}
