import { Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DateText } from './DateText.tsx';
import classes from './PrintFrame.module.css';
import { useNow } from './server-time.ts';
import { useWords } from './words.ts';

export type PrintFrameProps = {
  /** Kind of document: 审批记录. */
  readonly title: string;
  /** Number and version of the record. */
  readonly record: { readonly number: string; readonly version?: number };
  /** Who prints. */
  readonly user: string;
  readonly children: ReactNode;
};

/** A record laid out for A4: number, version and user on each page, always light. The server's PDF is the record. */
export function PrintFrame({ title, record, user, children }: PrintFrameProps) {
  const { t } = useWords();
  const nowMs = useNow();
  const version =
    record.version === undefined ? null : t('print.version', { version: record.version });
  return (
    <div className={classes.sheet ?? ''}>
      <div className={classes.bar ?? ''} data-print="hide">
        <Text size="sm" c="dimmed" flex={1}>
          {t('print.convenience')}
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('print.print')}
        </Button>
      </div>
      <article className={classes.frame ?? ''}>
        <header className={classes.head ?? ''}>
          <strong>{title}</strong>
          <span className="tabular">
            {record.number} {version}
          </span>
        </header>
        <div className={classes.body ?? ''}>{children}</div>
        <footer className={classes.foot ?? ''}>
          <span>{t('print.by', { user })}</span>
          <DateText at={new Date(nowMs).toISOString()} />
        </footer>
      </article>
    </div>
  );
}
