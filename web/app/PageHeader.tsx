/** The one `h1` of a page. It names the document, and takes the focus when the reader has come to another page. */
import { Group, Title } from '@mantine/core';
import { useMatch } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';

type Props = {
  /** Names the record where there is one: the document's title is made from it. */
  readonly title: string;
  /** Where the heading greets instead of naming the page. */
  readonly documentTitle?: string;
  /** Beside the title: status, number, business date. */
  readonly extra?: ReactNode;
  /** On the right: at most one filled button. */
  readonly actions?: ReactNode;
};

export function PageHeader({ title, documentTitle = title, extra, actions }: Props): ReactNode {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // Of the match this header belongs to: a page that is on its way out must not take the focus along.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname });
  useEffect(() => {
    document.title = `${documentTitle} · ${t('product')}`;
  }, [documentTitle, t]);
  useEffect(() => {
    focusHeading(heading.current, pathname);
  }, [pathname]);
  return (
    <Group justify="space-between" align="center" wrap="wrap" gap="sm">
      <Group gap="sm" align="center" wrap="wrap">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {extra}
      </Group>
      {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
    </Group>
  );
}

let lastPathname: string | null = null;

/** Not on the first page, where the browser reads from the top anyway, and never away from somebody who types. */
function focusHeading(heading: HTMLHeadingElement | null, pathname: string): void {
  const isFirst = lastPathname === null;
  const isSame = lastPathname === pathname;
  lastPathname = pathname;
  if (heading === null || isFirst || isSame || isTyping()) return;
  heading.focus({ preventScroll: true });
}

function isTyping(): boolean {
  const active = document.activeElement;
  return (
    active instanceof HTMLElement && active.closest('input, textarea, [role="dialog"]') !== null
  );
}
