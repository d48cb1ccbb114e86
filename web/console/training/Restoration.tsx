/** Back to the sample: typed agreement, then a job that is watched to its end, then everything is read anew. */
import { Alert, Button, Progress, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { readTrainingJob, restoreSample } from '../../api/contracts/training.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRead } from '../../api/use-read.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';

const EVERY_MS = 1_000;

export function Restoration(): ReactNode {
  const { t } = useTranslation('training');
  const [isAsking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const restore = useCommand(restoreSample, ({ body }) => {
    setAsking(false);
    setJobId(body.jobId);
  });
  return (
    <Stack gap="sm" component="section" align="flex-start">
      <Title order={2} fz="md">
        {t('restore.title')}
      </Title>
      <Text size="sm" c="dimmed" maw={640}>
        {t('restore.text')}
      </Text>
      {restore.problem === null ? null : (
        <Alert role="alert" color="red" variant="outline">
          <ProblemText problem={restore.problem} />
        </Alert>
      )}
      {restore.state.kind === 'unknown' ? (
        <Button size="xs" variant="default" onClick={() => void restore.check()}>
          {t('components:form.query')}
        </Button>
      ) : null}
      {jobId === null ? (
        <Button variant="default" disabled={restore.isHeld} onClick={() => setAsking(true)}>
          {t('restore.begin')}
        </Button>
      ) : (
        <Running jobId={jobId} onAgain={() => setJobId(null)} />
      )}
      <ConfirmDialog
        isOpen={isAsking}
        danger
        onClose={() => setAsking(false)}
        title={t('restore.title')}
        typed={t('restore.word')}
        verb={t('restore.begin')}
        isBusy={restore.isHeld}
        facts={[
          { label: t('restore.goes'), value: t('restore.goesText') },
          { label: t('restore.stays'), value: t('restore.staysText') },
        ]}
        onConfirm={() => {
          setAsking(false);
          void restore.send({ body: { agreed: 'restore' } });
        }}
      />
    </Stack>
  );
}

function Running({ jobId, onAgain }: { readonly jobId: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('training');
  const { data } = useRead(
    readTrainingJob,
    { params: { jobId } },
    { staleMs: 0, everyMs: EVERY_MS },
  );
  const status = data?.status ?? 'queued';
  const share = data?.totalCount ? Math.round((data.doneCount / data.totalCount) * 100) : 0;
  useEffect(() => {
    // Nothing on any page is true any more, so all of it is read again.
    if (status === 'done') window.location.assign('/training?restored=true');
  }, [status]);
  if (status === 'failed' || status === 'cancelled') {
    return (
      <Alert role="alert" color="red" variant="outline" title={t('restore.failed')}>
        <Button size="xs" variant="default" onClick={onAgain}>
          {t('frame:action.retry')}
        </Button>
      </Alert>
    );
  }
  return (
    <Stack gap={6} w="100%" maw={420} role="status">
      <Text size="sm">{t('restore.running', { share })}</Text>
      <Progress value={share} aria-label={t('restore.title')} />
    </Stack>
  );
}
