/** Twelve months of a year with days off and make-up workdays; in editing each open day is a button. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { addDays, daysInMonth, isoDate, weekday } from '../../../domain/calendar.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CalendarDay } from './calendar-text.ts';
import classes from './calendar.module.css';

type Props = {
  readonly year: number;
  readonly days: ReadonlyMap<string, CalendarDay>;
  readonly isProvisional: boolean;
  readonly today: string;
  /** Present while the year is edited. */
  readonly editing?: {
    readonly firstOpenDate: string;
    /** Days that differ from what is in force. */
    readonly touched: ReadonlySet<string>;
    readonly onToggle: (date: string) => void;
  };
};

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

export function YearGrid(props: Props): ReactNode {
  const { year, isProvisional, editing } = props;
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const from = (event.target as HTMLElement).dataset['date'];
    if (step === undefined || from === undefined) return;
    event.preventDefault();
    const to = addDays(from, step);
    const button = grid.current?.querySelector<HTMLButtonElement>(`button[data-date="${to}"]`);
    if (button === null || button === undefined || button.disabled) return;
    setAt(to);
    button.focus();
  };
  const stop = editing === undefined ? null : (at ?? firstOpen(year, editing.firstOpenDate));
  return (
    <div
      ref={grid}
      className={classes['year'] ?? ''}
      data-provisional={isProvisional || undefined}
      onKeyDown={onKeyDown}
    >
      {months.map((month) => (
        <Month key={month} {...props} month={month} stop={stop} />
      ))}
    </div>
  );
}

function firstOpen(year: number, firstOpenDate: string): string {
  const start = isoDate({ year, month: 1, day: 1 });
  return firstOpenDate > start ? firstOpenDate : start;
}

type MonthProps = Props & { readonly month: number; readonly stop: string | null };

function Month({ month, ...props }: MonthProps): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const { year } = props;
  const first = isoDate({ year, month, day: 1 });
  const lead = weekday(first) - 1;
  const count = daysInMonth(year, month);
  const weeks = Array.from({ length: Math.ceil((lead + count) / 7) }, (_, week) =>
    weekdays.map((_day, index) => week * 7 + index - lead + 1),
  );
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 1),
  );
  return (
    <table className={classes['month'] ?? ''}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {weekdays.map((day) => (
            <th key={day} scope="col">
              {t(`calendar.weekdays.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) =>
              day < 1 || day > count ? (
                <td key={day} />
              ) : (
                <Day key={day} {...props} date={isoDate({ year, month, day })} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type DayProps = Omit<MonthProps, 'month'> & { readonly date: string };

function Day({ date, days, today, editing, stop }: DayProps): ReactNode {
  const { t } = useTranslation('admin');
  const day = days.get(date);
  const isWeekend = weekday(date) > 5;
  const kind = day?.kind ?? (isWeekend ? 'weekend' : 'workday');
  const marks = {
    'data-kind': kind,
    'data-today': date === today || undefined,
    'data-touched': editing?.touched.has(date) === true || undefined,
  };
  const face = {
    className: classes['face'] ?? '',
    'data-mark': day === undefined ? undefined : t(`calendar.mark.${day.kind}`),
    children: Number(date.slice(8)),
  };
  const spoken = t('calendar.day', {
    // What is seen stands in what is said, so that it can be spoken to.
    number: Number(date.slice(8)),
    date,
    kind: day === undefined ? t(`calendar.kinds.${kind}`) : day.name,
  });
  if (editing === undefined) {
    return (
      <td {...marks} {...(day === undefined ? {} : { title: spoken })}>
        <span {...face} />
      </td>
    );
  }
  return (
    <td {...marks}>
      <button
        {...face}
        type="button"
        data-date={date}
        aria-label={spoken}
        tabIndex={date === stop ? 0 : -1}
        disabled={date < editing.firstOpenDate}
        onClick={() => editing.onToggle(date)}
      />
    </td>
  );
}
