import { civilText, clockTime, relativeText, zoneOffset } from './date-text.ts';
import classes from './numbers.module.css';
import { useNow, useZone } from './server-time.ts';
import { useWords } from './words.ts';

export type DateTextProps =
  | {
      /** A civil date: the same day in every zone. */
      readonly date: string;
      /** 2026年3月15日 instead of 2026-03-15. */
      readonly prose?: boolean;
    }
  | {
      readonly at: string;
      /** `both` is date and time; `relative` keeps the exact time in the title. */
      readonly mode?: 'date' | 'time' | 'both' | 'relative';
    };

/** A civil date, or an instant on the clock of the business zone with the zone in its title. */
export function DateText(props: DateTextProps) {
  return 'date' in props ? <CivilDate {...props} /> : <InstantText {...props} />;
}

function CivilDate({ date, prose = false }: { readonly date: string; readonly prose?: boolean }) {
  const { language } = useWords();
  return (
    <time dateTime={date} className={classes.number}>
      {civilText(date, language, prose)}
    </time>
  );
}

type InstantProps = Extract<DateTextProps, { readonly at: string }>;

function InstantText({ at, mode = 'both' }: InstantProps) {
  const { language } = useWords();
  const zone = useZone();
  const nowMs = useNow();
  const { date, time, seconds } = clockTime(at, zone);
  const texts = {
    date,
    time,
    both: `${date} ${time}`,
    relative: relativeText(at, nowMs, language),
  };
  const exact = `${date} ${time}:${seconds} ${zoneOffset(at, zone)} ${zone}`;
  return (
    <time dateTime={at} title={exact} className={classes.number}>
      {texts[mode]}
    </time>
  );
}
