import { Badge, Radio, Stack, Table, Text } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import { DateText } from './DateText.tsx';
import { diffEntries, type DiffEntry } from './diff-entries.ts';
import classes from './DiffView.module.css';
import { Money } from './Money.tsx';
import { isWireMoney } from './problem-facts.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { useWords } from './words.ts';

/** Names of the fields by JSON pointer; a list index is written `*`: `/documents/`, `*`, `/kind` joined. */
export type DiffLabels = Readonly<Record<string, string>>;

export type DiffViewProps = {
  readonly before: unknown;
  readonly after: unknown;
  readonly labels: DiffLabels;
  /** Words for codes of a field, by the field's pointer. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Asks which side to keep, field by field, and tells after each choice. */
  readonly onChoose?: (choices: Readonly<Record<string, 'before' | 'after'>>) => void;
};

/** Old and new side by side with the words 新增, 删除, 修改; colour only helps. */
export function DiffView({ before, after, labels, codes = {}, onChoose }: DiffViewProps) {
  const { t } = useWords();
  const entries = useMemo(() => diffEntries(before, after), [before, after]);
  const [choices, setChoices] = useState<Readonly<Record<string, 'before' | 'after'>>>({});
  if (entries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('diff.none')}
      </Text>
    );
  const choose = (pointer: string, side: 'before' | 'after') => {
    const next = { ...choices, [pointer]: side };
    setChoices(next);
    onChoose?.(next);
  };
  return (
    <ScrollBox name={t('diff.name')}>
      <Table miw={460} className={classes.table ?? ''} verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="26%">
              {t('diff.field')}
            </Table.Th>
            <Table.Th scope="col" w={104}>
              {t('diff.kind')}
            </Table.Th>
            <Table.Th scope="col">{t('diff.before')}</Table.Th>
            <Table.Th scope="col">{t('diff.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Row
              key={entry.pointer}
              entry={entry}
              label={labelOf(labels, entry.pointer)}
              words={codes[starred(entry.pointer)]}
              choice={onChoose === undefined ? undefined : (choices[entry.pointer] ?? null)}
              onChoose={(side) => choose(entry.pointer, side)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

type RowProps = {
  readonly entry: DiffEntry;
  readonly label: string;
  readonly words: Readonly<Record<string, string>> | undefined;
  /** Undefined where nothing is to be chosen, null while it is not. */
  readonly choice: 'before' | 'after' | null | undefined;
  readonly onChoose: (side: 'before' | 'after') => void;
};

const kindColors = { added: 'green', removed: 'red', changed: 'blue' } as const;

function Row({ entry, label, words, choice, onChoose }: RowProps) {
  const { t } = useWords();
  const { kind } = entry;
  const sides = ['before', 'after'] as const;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      <Table.Td>
        <Badge variant="light" color={kindColors[kind]} radius="sm" tt="none" fw={500}>
          {t(`diff.${kind}`)}
        </Badge>
      </Table.Td>
      {sides.map((side) => (
        <Table.Td key={side} className={classes[side] ?? ''} data-kind={kind}>
          {choice === undefined ? (
            <Value value={entry[side]} words={words} />
          ) : (
            <Radio
              size="sm"
              name={entry.pointer}
              checked={choice === side}
              onChange={() => onChoose(side)}
              label={<Value value={entry[side]} words={words} />}
              aria-label={`${label} ${t(`diff.${side}`)}`}
            />
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

type ValueProps = {
  readonly value: unknown;
  readonly words: Readonly<Record<string, string>> | undefined;
};

function Value({ value, words }: ValueProps) {
  const { t, wordOf } = useWords();
  if (value === undefined || value === null || value === '') return <>—</>;
  if (isWireMoney(value)) return <Money value={value} />;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (typeof value === 'number') return <>{value}</>;
  if (typeof value === 'string') return <TextValue text={value} words={words} />;
  if (Array.isArray(value)) {
    return (
      <Stack gap={2}>
        {value.map((item, index) => (
          <div key={index}>
            <Value value={item} words={words} />
          </div>
        ))}
      </Stack>
    );
  }
  const members = Object.entries(value);
  if (members.length === 1) return <Value value={members[0]?.[1]} words={words} />;
  return (
    <dl className={classes.members ?? ''}>
      {members.map(([name, item]) => (
        <Fragment key={name}>
          <dt>{wordOf('fields', name)}</dt>
          <dd>
            <Value value={item} words={words} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function TextValue({
  text,
  words,
}: {
  readonly text: string;
  readonly words: ValueProps['words'];
}) {
  const { knows, wordOf } = useWords();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return <DateText date={text} />;
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return <DateText at={text} />;
  const known = words?.[text];
  if (known !== undefined) return <>{known}</>;
  return <>{knows('codes', text) ? wordOf('codes', text) : text}</>;
}

/** The label of this very place, of its kind, or of the field around it. */
function labelOf(labels: DiffLabels, pointer: string): string {
  const exact = labels[pointer] ?? labels[starred(pointer)];
  if (exact !== undefined) return exact;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const around = parent === '' ? undefined : (labels[parent] ?? labels[starred(parent)]);
  const name = pointer.split('/').at(-1) ?? pointer;
  if (around === undefined) return pointer.replace(/^\//, '').replaceAll('/', ' · ');
  return /^\d+$/.test(name) ? `${around} ${Number(name) + 1}` : `${around} · ${name}`;
}

function starred(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}
