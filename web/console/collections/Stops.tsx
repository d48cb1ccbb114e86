/** What stops contact now, and the way to let it go on. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { liftStop } from '../../api/contracts/collections.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { DateText } from '../../components/DateText.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase } from './case.ts';

export function Stops({ found }: { readonly found: CollectionCase }): ReactNode {
  const running = found.stops.filter(({ isActive }) => isActive);
  if (running.length === 0) return null;
  return (
    <Stack gap="xs">
      {running.map((stop) => (
        <RunningStop key={stop.contactStopId} found={found} stop={stop} />
      ))}
    </Stack>
  );
}

type Props = {
  readonly found: CollectionCase;
  readonly stop: CollectionCase['stops'][number];
};

function RunningStop({ found: { caseId, actions }, stop }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const client = useQueryClient();
  const lift = useCommand(liftStop, () => void refresh(client, '/v1/collection-cases'));
  const { flag, reason, startsDate, untilDate } = stop;
  return (
    <Alert
      color="yellow"
      variant="outline"
      icon={<IconHandStop aria-hidden />}
      title={t('stop.running', { flag: t(`flag.${flag}`) })}
    >
      <Stack gap={6} align="flex-start">
        <Text size="sm">{reason}</Text>
        <Text size="sm" component="div">
          <DateText date={startsDate} /> –{' '}
          {untilDate === null ? t('stop.noEnd') : <DateText date={untilDate} />}
        </Text>
        {lift.problem === null ? null : <ProblemText problem={lift.problem} />}
        {actions.includes('collection-case.work') ? (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              disabled={lift.isHeld}
              onClick={() => void lift.send({ params: { caseId, flag } })}
            >
              {t('stop.lift')}
            </Button>
            {lift.state.kind === 'unknown' ? (
              <Button size="xs" variant="default" onClick={() => void lift.check()}>
                {t('components:form.query')}
              </Button>
            ) : null}
          </Group>
        ) : null}
      </Stack>
    </Alert>
  );
}
