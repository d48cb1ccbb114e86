/** A year while it is edited: days by click or by text, what they would move, and the hand-over to a second person. */
import {
  Alert,
  Button,
  Collapse,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useHouseTime } from '../../api/clock.ts';
import { enterYear, previewYear } from '../../api/contracts/calendar.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldProps } from '../../components/field-errors.ts';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { weekday } from '../../../domain/calendar.ts';
import type { CalendarYear } from './CalendarPage.tsx';
import { readCalendarText, type CalendarDay } from './calendar-text.ts';
import { MovedDates } from './MovedDates.tsx';
import { YearGrid } from './YearGrid.tsx';

type Props = { readonly year: CalendarYear; readonly onClose: () => void };
type Days = ReadonlyMap<string, CalendarDay>;
type YearStatus = CalendarYear['status'];

export function YearEditor({ year, onClose }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const { businessDate } = useHouseTime();
  const before = new Map(year.days.map((day) => [day.date, day]));
  const [days, setDays] = useState<Days>(before);
  const nameOf = (kind: CalendarDay['kind']) => t(`calendar.kinds.${kind}`);
  const touched = new Set(
    [...new Set([...before.keys(), ...days.keys()])].filter(
      (date) => before.get(date)?.kind !== days.get(date)?.kind,
    ),
  );
  const toggle = (date: string) => setDays(toggled(days, date, nameOf));
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('calendar.editHint', { date: year.firstOpenDate })}
      </Text>
      <Import year={year} days={days} onDays={setDays} />
      <YearGrid
        year={year.year}
        days={days}
        isProvisional={false}
        today={businessDate ?? ''}
        editing={{ firstOpenDate: year.firstOpenDate, touched, onToggle: toggle }}
      />
      <HandOver year={year} days={days} touchedCount={touched.size} onClose={onClose} />
    </Stack>
  );
}

/** A weekday is worked or off; a day of the weekend may also be worked. */
function toggled(days: Days, date: string, nameOf: (kind: CalendarDay['kind']) => string): Days {
  const now = days.get(date)?.kind;
  const circle =
    weekday(date) > 5
      ? ([undefined, 'make_up_workday', 'holiday'] as const)
      : ([undefined, 'holiday'] as const);
  const at = circle.findIndex((kind) => kind === now);
  const kind = circle[(at + 1) % circle.length];
  const next = new Map(days);
  if (kind === undefined) next.delete(date);
  else next.set(date, { date, kind, name: nameOf(kind) });
  return next;
}

type ImportProps = {
  readonly year: CalendarYear;
  readonly days: Days;
  readonly onDays: (days: Days) => void;
};

function Import({ year, days, onDays }: ImportProps): ReactNode {
  const { t } = useTranslation('admin');
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [badLines, setBadLines] = useState<readonly number[]>([]);
  const take = () => {
    const read = readCalendarText(text, (kind) => t(`calendar.kinds.${kind}`));
    const own = read.days.filter(({ date }) => date.startsWith(`${year.year}-`));
    setBadLines(read.badLines);
    if (read.badLines.length > 0) return;
    const kept = [...days.values()].filter(({ date }) => date < year.firstOpenDate);
    const open = own.filter(({ date }) => date >= year.firstOpenDate);
    onDays(new Map([...kept, ...open].map((day) => [day.date, day])));
    announce(t('calendar.imported', { count: open.length }));
    setOpen(false);
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('calendar.import')}
      </Button>
      <Collapse expanded={isOpen} w="100%" maw={640}>
        {isOpen ? (
          <Stack gap="xs" align="flex-start">
            <Textarea
              w="100%"
              autosize
              minRows={5}
              maxRows={14}
              label={t('calendar.importText')}
              description={t('calendar.importHint', { year: year.year })}
              inputWrapperOrder={['label', 'description', 'input', 'error']}
              error={
                badLines.length === 0
                  ? null
                  : t('calendar.badLines', { lines: badLines.join(t('components:listSeparator')) })
              }
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Button size="xs" variant="default" disabled={text.trim() === ''} onClick={take}>
              {t('calendar.take')}
            </Button>
          </Stack>
        ) : null}
      </Collapse>
    </Stack>
  );
}

type HandOverProps = {
  readonly year: CalendarYear;
  readonly days: Days;
  readonly touchedCount: number;
  readonly onClose: () => void;
};

function HandOver({ year, days, touchedCount, onClose }: HandOverProps): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const [source, setSource] = useState(year.source);
  const [status, setStatus] = useState<YearStatus>(year.isKnown ? year.status : 'published');
  const body = { year: year.year, status, source, days: [...days.values()] };
  const [seen, setSeen] = useState<{ of: string; effect: AnswerOf<typeof previewYear> } | null>(
    null,
  );
  const asked = JSON.stringify(body);
  const preview = useCommand(previewYear, ({ body: effect }) => setSeen({ of: asked, effect }));
  const enter = useCommand(enterYear, () => {
    announce(t('calendar.entered', { year: year.year }));
    void refresh(client, '/v1/calendar-years');
    onClose();
  });
  const { refused, fieldProps } = useFieldErrors(enter.problem ?? preview.problem);
  const isSeen = seen?.of === asked;
  const blocked =
    source.trim() === ''
      ? t('calendar.sourceMissing')
      : isSeen
        ? undefined
        : t('calendar.lookFirst');
  return (
    <Paper withBorder p="md" component="section" maw={760}>
      <CommandForm
        command={enter}
        refused={refused}
        verb={t('calendar.handOver')}
        onSubmit={() => void enter.send({ body })}
        conflict={{
          onReload: () => {
            enter.renew();
            void refresh(client, '/v1/calendar-years');
          },
          onDiscard: onClose,
        }}
        aside={
          <Aside
            isHeld={preview.isHeld || source.trim() === ''}
            onLook={() => void preview.send({ body })}
            onClose={onClose}
          />
        }
        {...(blocked === undefined ? {} : { blockedReason: blocked })}
      >
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('calendar.touched', { count: touchedCount })}
          </Text>
          <Basis
            year={year.year}
            source={source}
            status={status}
            field={fieldProps('/source')}
            onSource={setSource}
            onStatus={setStatus}
          />
          {preview.problem === null ? null : (
            <Alert role="alert" color="red" variant="outline">
              <ProblemText problem={preview.problem} />
            </Alert>
          )}
          {seen !== null && isSeen ? <MovedDates effect={seen.effect} /> : null}
        </Stack>
      </CommandForm>
    </Paper>
  );
}

type BasisProps = {
  readonly year: number;
  readonly source: string;
  readonly status: YearStatus;
  readonly field: FieldProps;
  readonly onSource: (source: string) => void;
  readonly onStatus: (status: YearStatus) => void;
};

/** The notice a year rests on, and whether that is the last word. */
function Basis({ year, source, status, field, onSource, onStatus }: BasisProps): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Group gap="md" align="flex-end" grow>
      <TextInput
        {...field}
        label={t('calendar.notice')}
        placeholder={t('calendar.noticeExample', { year })}
        value={source}
        onChange={({ currentTarget }) => onSource(currentTarget.value)}
      />
      <Select
        maw={200}
        label={t('calendar.state')}
        allowDeselect={false}
        data={(['published', 'provisional'] as const).map((value) => ({
          value,
          label: t(`calendar.states.${value}`),
        }))}
        value={status}
        onChange={(value) => onStatus(value as YearStatus)}
      />
    </Group>
  );
}

type AsideProps = {
  readonly isHeld: boolean;
  readonly onLook: () => void;
  readonly onClose: () => void;
};

function Aside({ isHeld, onLook, onClose }: AsideProps): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <Button variant="default" disabled={isHeld} onClick={onLook}>
        {t('calendar.look')}
      </Button>
      <Button variant="subtle" onClick={onClose}>
        {t('components:cancel')}
      </Button>
    </>
  );
}
