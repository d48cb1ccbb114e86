/** The button for the next case, and what is said when there is none. */
import { Alert, Button, Kbd, Stack, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { NextCaseState } from './use-next-case.ts';

type Props = { readonly next: NextCaseState };

export function NextCaseButton({
  next,
  isFilled = true,
}: Props & { readonly isFilled?: boolean }): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Button
      variant={isFilled ? 'filled' : 'default'}
      disabled={next.command.isHeld}
      aria-keyshortcuts="n"
      rightSection={
        <Kbd size="xs" aria-hidden>
          n
        </Kbd>
      }
      onClick={next.take}
    >
      {t('queue.next')}
    </Button>
  );
}

export function NextCaseAnswer({ next: { command, empty } }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  if (command.state.kind === 'unknown') {
    return (
      <Alert role="alert" color="gray" variant="outline" title={t('components:form.unknownTitle')}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t('queue.nextUnknown')}</Text>
          <Button size="xs" variant="default" onClick={() => void command.check()}>
            {t('components:form.query')}
          </Button>
        </Stack>
      </Alert>
    );
  }
  if (command.problem !== null) {
    return (
      <Alert role="alert" color="red" variant="outline">
        <ProblemText problem={command.problem} />
      </Alert>
    );
  }
  if (empty === null) return null;
  return (
    <Alert
      role="status"
      color="blue"
      variant="outline"
      icon={<IconChecks aria-hidden />}
      title={t('queue.empty')}
    >
      <Text size="sm" component="div">
        {empty.skippedCount === 0 ? null : t('queue.skipped', { count: empty.skippedCount })}{' '}
        {empty.nextOpensAt === null ? (
          t('queue.nothingOpens')
        ) : (
          <>
            {t('queue.opensAt')} <DateText at={empty.nextOpensAt} />
          </>
        )}
      </Text>
    </Alert>
  );
}
