import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { problemOf } from '../api/problem.ts';
import { EmptyState } from './EmptyState.tsx';
import { ProblemText } from './ProblemText.tsx';
import { useWords } from './words.ts';

export type ErrorStateProps = {
  /** What the query failed with. */
  readonly error: unknown;
  /** What could not be loaded, in words: 还款计划. */
  readonly what: string;
  readonly onRetry: () => void;
};

/** A part of a page that could not be loaded: what, the number of the request, and another try. */
export function ErrorState({ error, what, onRetry }: ErrorStateProps) {
  const { t } = useWords();
  const problem = problemOf(error);
  if (problem.status === 403) return <EmptyState reason="noAccess" />;
  const ProblemIcon = problem.status === 0 ? IconCloudOff : IconAlertCircle;
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<ProblemIcon aria-hidden />}
      title={t('error.title', { what })}
    >
      <Stack gap="xs" align="flex-start">
        <ProblemText problem={problem} />
        <RequestNumber instance={problem.instance} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={onRetry}
        >
          {t('error.retry')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** For a call to support; nothing where no answer came. */
export function RequestNumber({ instance }: { readonly instance: string }) {
  const { t } = useWords();
  if (instance === '') return null;
  return (
    <Group gap={6}>
      <Text size="xs" c="dimmed">
        {t('error.instance')}
      </Text>
      <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {instance.replace('urn:uuid:', '')}
      </Text>
    </Group>
  );
}
