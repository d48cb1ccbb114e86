/** What stands in place of a page: not found, forbidden, failed. Each says what happened and the one way on. */
import { Alert, Anchor, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient, useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { problemOf } from '../api/problem.ts';
import { PageHeader } from './PageHeader.tsx';
import type { Page } from './page.ts';
import { useProblemText } from './problem-text.ts';
import { findMe } from './session.ts';

/** No route has asked who is there; the frame around the page shows as soon as somebody is known. */
export function NotFoundPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  useEffect(() => {
    void findMe(client).catch(() => null);
  }, [client]);
  return (
    <Stack gap="md">
      <PageHeader title={t('state.notFound')} />
      <Text>{t('state.notFoundText')}</Text>
      <Anchor component={Link} to="/">
        {t('state.toHome')}
      </Anchor>
    </Stack>
  );
}

/** Says which right or role opens the page and who grants it. */
export function ForbiddenPage({ page }: { readonly page: Page }): ReactNode {
  const { t } = useTranslation();
  const wanted = typeof page.who === 'string' ? [] : page.who;
  return (
    <Stack gap="md">
      <PageHeader title={t('state.forbidden')} />
      <Text>{t('state.forbiddenText')}</Text>
      <List>
        {wanted.map((name) => (
          <List.Item key={name}>
            <Code>{name}</Code>
          </List.Item>
        ))}
      </List>
      <Text>{t('state.forbiddenWho')}</Text>
      <Anchor component={Link} to="/">
        {t('state.toHome')}
      </Anchor>
    </Stack>
  );
}

export function ErrorPage({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Stack gap="md">
      <PageHeader title={t('state.failed')} />
      <ProblemAlert error={error} onRetry={retry} />
    </Stack>
  );
}

/** A part of a page that failed alone; the rest goes on working. */
export function ProblemAlert({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const problem = problemOf(error);
  const text = useProblemText();
  return (
    <Alert color="red" variant="light" title={t('state.failed')} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text>{text(problem)}</Text>
        {problem.instance === '' ? null : (
          <Text size="xs" c="dimmed">
            {t('state.requestNumber', { number: problem.instance.replace('urn:uuid:', '') })}
          </Text>
        )}
        {onRetry === undefined ? null : (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
