/** One application with its tabs and the decision: a page of its own, or beside the list it was chosen from. */
import { Box, Stack, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { WalkState } from '../../app/list-walk.ts';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { NotFoundPage } from '../../app/ErrorPages.tsx';
import { problemOf } from '../../api/problem.ts';
import { DecisionPanel } from '../approvals/DecisionPanel.tsx';
import panel from '../approvals/approvals.module.css';
import { CaseHeader } from './CaseHeader.tsx';
import { ChangesTab } from './ChangesTab.tsx';
import { PapersTab } from './PapersTab.tsx';
import { ScheduleTab } from './ScheduleTab.tsx';
import { SummaryTab } from './SummaryTab.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import { WhyTab } from './WhyTab.tsx';
import { caseTabs, type CaseTab } from './search.ts';
import { toSubject, useCase, type Application, type CaseReads } from './use-case.ts';

export type ApplicationCaseProps = {
  readonly applicationId: string;
  readonly walk?: WalkState;
  readonly listName?: string;
  /** Beside its list: the page has its heading already. */
  readonly isEmbedded?: boolean;
  readonly onDecided?: () => void;
};

export function ApplicationCase(props: ApplicationCaseProps): ReactNode {
  const { t } = useTranslation('cases');
  const reads = useCase(props.applicationId);
  const { data, error, refetch } = reads.application;
  if (data === undefined && error !== null) {
    if (problemOf(error).status === 404 && props.isEmbedded !== true) return <NotFoundPage />;
    return <ErrorState error={error} what={t('title')} onRetry={() => void refetch()} />;
  }
  // The head names the tier: drawn without it, it would grow by a line on a phone.
  if (data === undefined || reads.path.isPending) return <BlockSkeleton lines={12} />;
  return <Loaded {...props} application={data} reads={reads} />;
}

type LoadedProps = ApplicationCaseProps & {
  readonly application: Application;
  readonly reads: CaseReads;
};

function Loaded({ application, reads, onDecided, isEmbedded = false, ...rest }: LoadedProps) {
  const { t } = useTranslation('cases');
  const [tab, setTab] = useTab(isEmbedded);
  useShortcuts([{ keys: 'w', label: t('tab.why'), group: 'approval', run: () => setTab('why') }]);
  const stage = reads.hasStage ? reads.stage.data : null;
  const hasPanel = application.status !== 'draft';
  return (
    <Stack gap="sm">
      <CaseHeader
        application={application}
        stage={stage ?? null}
        path={reads.path.data}
        isEmbedded={isEmbedded}
        {...rest}
      />
      <div className={isEmbedded ? panel.caseNarrow : panel.case}>
        <CaseTabs application={application} reads={reads} tab={tab} onTab={setTab} />
        {!hasPanel ? null : stage === undefined ? (
          <Box className={panel.panel ?? ''} mih={320}>
            {reads.stage.isError ? (
              <ErrorState
                error={reads.stage.error}
                what={t('panel')}
                onRetry={() => void reads.stage.refetch()}
              />
            ) : (
              <BlockSkeleton lines={8} />
            )}
          </Box>
        ) : (
          <DecisionPanel
            stage={stage}
            subject={toSubject(application, reads)}
            {...(onDecided === undefined ? {} : { onDecided })}
          />
        )}
      </div>
    </Stack>
  );
}

/** In the address of a page of its own; beside a list the address is the list's. */
function useTab(isEmbedded: boolean): readonly [CaseTab, (tab: CaseTab) => void] {
  const navigate = useNavigate();
  const [own, setOwn] = useState<CaseTab>('summary');
  const search = useRouterState({ select: ({ location }) => location.search }) as {
    readonly tab?: string;
  };
  if (isEmbedded) return [own, setOwn];
  const tab = caseTabs.find((name) => name === search.tab) ?? 'summary';
  const set = (next: CaseTab) => {
    const change = { tab: next === 'summary' ? undefined : next };
    const options = {
      to: '.',
      search: (now: object) => ({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    };
    void navigate(options as never);
  };
  return [tab, set];
}

type TabsProps = {
  readonly application: Application;
  readonly reads: CaseReads;
  readonly tab: CaseTab;
  readonly onTab: (tab: CaseTab) => void;
};

function CaseTabs({ application, reads, tab, onTab }: TabsProps): ReactNode {
  const { t } = useTranslation('cases');
  const { applicationId } = application;
  const missing = application.completeness.filter(({ state }) => state !== 'satisfied').length;
  const body: { readonly [T in CaseTab]: () => ReactNode } = {
    summary: () => <SummaryTab application={application} reads={reads} />,
    why: () => <WhyTab reads={reads} />,
    papers: () => <PapersTab application={application} />,
    schedule: () => <ScheduleTab application={application} />,
    changes: () => <ChangesTab applicationId={applicationId} />,
    timeline: () => <TimelineTab applicationId={applicationId} path={reads.path.data} />,
  };
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab((value ?? 'summary') as CaseTab)}
      keepMounted={false}
      miw={0}
    >
      <Tabs.List>
        {caseTabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {name === 'papers' && missing > 0
              ? t('tab.papersMissing', { count: missing })
              : t(`tab.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {caseTabs.map((name) => (
        <Tabs.Panel key={name} value={name} pt="md">
          {name === tab ? body[name]() : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
