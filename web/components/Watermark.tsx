import { useMemo } from 'react';
import { clockTime } from './date-text.ts';
import { useIsRevealed } from './reveal-mark.ts';
import { useNow, useZone } from './server-time.ts';
import classes from './Watermark.module.css';

export type WatermarkProps = {
  /** Name and user name of the reader. */
  readonly user: string;
  /** Also while nothing is revealed: on all of the audit pages. */
  readonly always?: boolean;
};

/** User and time in pale ink over the whole page while personal data is shown; it takes no clicks and is not read out. */
export function Watermark({ user, always = false }: WatermarkProps) {
  const isRevealed = useIsRevealed();
  const nowMs = useNow();
  const zone = useZone();
  const { date, time } = clockTime(new Date(nowMs).toISOString(), zone);
  const text = `${user}  ${date} ${time}`;
  const lines = useMemo(() => Array.from({ length: 60 }, (_, index) => index), []);
  if (!isRevealed && !always) return null;
  return (
    <div className={classes.cover ?? ''} aria-hidden data-testid="watermark">
      {lines.map((line) => (
        <span key={line}>{text}</span>
      ))}
    </div>
  );
}
