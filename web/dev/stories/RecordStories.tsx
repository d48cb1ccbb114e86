import { Stack } from '@mantine/core';
import { toDecision, type Assessment } from '../../components/decision.ts';
import { DiffView } from '../../components/DiffView.tsx';
import { Timeline, type TimelineEntry } from '../../components/Timeline.tsx';
import { WhyPanel } from '../../components/WhyPanel.tsx';
import { Case, Story, usePick } from '../Story.tsx';

type Pick = ReturnType<typeof usePick>;

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });
const before = {
  amount: cny('450000.00'),
  installmentCount: 24,
  method: 'equal_installment',
  firstDueDate: '2026-04-20',
  isSecured: false,
  documents: [{ kind: 'identity_card' }],
  note: 'old',
};
const after = {
  amount: cny('420000.00'),
  installmentCount: 24,
  method: 'interest_first',
  firstDueDate: '2026-04-25',
  isSecured: true,
  documents: [{ kind: 'identity_card' }, { kind: 'business_licence' }],
  purpose: 'working_capital',
};

export function RecordStories() {
  const pick = usePick();
  const labels = {
    '/amount': pick('金额', 'Amount'),
    '/method': pick('还款方式', 'Method'),
    '/firstDueDate': pick('首个还款日', 'First due date'),
    '/isSecured': pick('有抵押', 'Secured'),
    '/documents': pick('资料', 'Documents'),
    '/purpose': pick('用途', 'Purpose'),
    '/note': pick('备注', 'Note'),
  };
  return (
    <>
      <Story name="DiffView">
        <DiffView before={before} after={after} labels={labels} />
        <Case name="choose">
          <DiffView before={before} after={after} labels={labels} onChoose={() => undefined} />
        </Case>
        <Case name="none">
          <DiffView before={before} after={before} labels={labels} />
        </Case>
      </Story>
      <Story name="Timeline">
        <History />
      </Story>
      <Story name="WhyPanel">
        <WhyPanel
          decision={toDecision(assessed, cny('420000.00'))}
          tier={pick(
            '金额 ≥ 50 万、等级 C → 三级审批',
            'Amount from 500,000 and grade C: three stages',
          )}
        />
      </Story>
    </>
  );
}

function History() {
  const pick = usePick();
  const entries = sampleEntries(pick);
  return (
    <Stack gap="md" maw={720}>
      <Timeline
        name={pick('时间线', 'Timeline')}
        entries={entries}
        filter={[
          { category: 'vote', label: pick('表决', 'Votes') },
          { category: 'case', label: pick('案件', 'Case') },
          { category: 'system', label: pick('系统', 'System') },
        ]}
        future={[
          {
            id: '8',
            at: null,
            what: pick('贷审会(周强、吴霞)', 'Credit committee (Zhou, Wu)'),
            tone: 'plain',
            isSystem: false,
            category: 'vote',
          },
        ]}
      />
    </Stack>
  );
}

/** One entry of each kind. */
function sampleEntries(pick: Pick): readonly TimelineEntry[] {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 15, 1, minute)).toISOString();
  const system = (id: string, minute: number, what: string): TimelineEntry => ({
    id,
    at: at(minute),
    what,
    tone: 'plain',
    isSystem: true,
    category: 'system',
  });
  return [
    {
      id: '1',
      at: at(2),
      what: pick('提交申请', 'Application submitted'),
      tone: 'plain',
      isSystem: false,
      category: 'case',
      actor: pick('陈经理', 'Chen'),
      role: pick('客户经理', 'Loan officer'),
      chainNumber: 128_377,
    },
    system('2', 2, pick('取得征信报告', 'Bureau report obtained')),
    system('3', 3, pick('完成评分', 'Scored')),
    system('4', 3, pick('开启第一环节', 'First stage opened')),
    {
      ...system('5', 4, pick('短信发送失败', 'Text message failed')),
      tone: 'failed',
      channel: 'SMS',
    },
    {
      id: '6',
      at: at(70),
      what: pick('同意', 'Approved'),
      tone: 'good',
      isSystem: false,
      category: 'vote',
      actor: pick('李娜', 'Li Na'),
      onBehalfOf: pick('赵敏', 'Zhao Min'),
      role: pick('信贷审批员', 'Credit officer'),
      elapsedMinutes: 68,
      details: pick(
        '流水稳定,同意按建议金额。',
        'Steady turnover; agreed at the suggested amount.',
      ),
    },
    {
      id: '7',
      at: at(95),
      what: pick('金额调整', 'Amount changed'),
      tone: 'returned',
      isSystem: false,
      category: 'case',
      actor: pick('陈经理', 'Chen'),
      change: {
        before: { amount: cny('450000.00') },
        after: { amount: cny('420000.00') },
        labels: { '/amount': pick('金额', 'Amount') },
      },
    },
  ];
}

const assessed: Assessment = {
  round: 1,
  submissionNumber: 2,
  inputs: {},
  outcome: 'refer',
  reasons: ['debt_to_income_high', 'unknown:income', 'low_savings'],
  score: 612,
  grade: 'C',
  rules: [
    {
      code: 'debt_to_income_high',
      result: 'fail',
      whenFailed: 'refer',
      weight: 60,
      fact: 'debtToIncomePpm',
      value: 620_000,
      test: 'at_most',
      threshold: 500_000,
      source: 'income',
    },
    {
      code: 'under_age',
      result: 'pass',
      whenFailed: 'decline',
      weight: 100,
      fact: 'ageYears',
      value: 34,
      test: 'at_least',
      threshold: 18,
      source: 'applicant',
    },
    {
      code: 'on_sanctions_list',
      result: 'pass',
      whenFailed: 'decline',
      weight: 100,
      fact: 'isOnSanctionsList',
      value: false,
      test: 'is',
      threshold: false,
      source: 'identity',
    },
    {
      code: 'many_bureau_queries',
      result: 'unknown',
      whenFailed: 'refer',
      weight: 30,
      fact: 'bureauQueryCount3Months',
      value: null,
      test: 'at_most',
      threshold: 6,
      source: 'bureau',
    },
  ],
  factors: [
    {
      attribute: 'savings',
      value: 'low',
      pointsHundredths: -840,
      shortfallHundredths: 2_310,
      reason: 'low_savings',
    },
    {
      attribute: 'creditHistory',
      value: 'paid',
      pointsHundredths: 1_520,
      shortfallHundredths: 640,
      reason: 'credit_history_weak',
    },
    {
      attribute: 'existingCreditCount',
      value: 1,
      pointsHundredths: 610,
      shortfallHundredths: 0,
      reason: 'other_installments',
    },
    {
      attribute: 'residenceYears',
      value: null,
      pointsHundredths: 0,
      shortfallHundredths: 300,
      reason: 'short_employment',
    },
  ],
  versions: {
    productVersionId: '01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a14',
    scorecardVersionId: '01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a15',
    matrixVersionId: '01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a16',
  },
  createdAt: '2026-03-15T01:03:00.000Z',
};
