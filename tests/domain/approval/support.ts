import { readFileSync } from 'node:fs';
import type { Organization, OfficerFacts } from '../../../domain/approval/approvers.ts';
import type { MatrixContent, StageMode, StageTemplate } from '../../../domain/approval/matrix.ts';
import type { SoldProduct } from '../../../domain/approval/matrix-coverage.ts';
import type { Seat, StageState, Vote, VoteAnswer } from '../../../domain/approval/stage.ts';
import { parseAmount } from '../../../domain/money.ts';
import type { Role } from '../../../domain/roles.ts';

export const retailCn = JSON.parse(
  readFileSync(new URL('../../../db/seed/matrix-retail-cn.json', import.meta.url), 'utf8'),
) as MatrixContent;

export const products: readonly SoldProduct[] = [
  {
    product: 'consumer',
    ceiling: { amount: '200000.00', currency: 'CNY' },
    customerTypes: ['person'],
  },
  {
    product: 'business',
    ceiling: { amount: '30000000.00', currency: 'CNY' },
    customerTypes: ['person', 'company'],
  },
  {
    product: 'business_lpr',
    ceiling: { amount: '30000000.00', currency: 'CNY' },
    customerTypes: ['person', 'company'],
  },
];

export const cny = (text: string) => parseAmount(text.replaceAll(',', ''), 'CNY');

export function officer(
  officerId: string,
  role: Role,
  branchId: string | null,
  more: Partial<OfficerFacts> = {},
): OfficerFacts {
  const grants = [{ role, branchId }];
  return { officerId, reportsToId: null, isActive: true, openSeatCount: 0, grants, ...more };
}

function many(count: number, role: Role, branchId: string): OfficerFacts[] {
  return Array.from({ length: count }, (_, index) =>
    officer(`${branchId}-${role}-${index + 1}`, role, branchId),
  );
}

/** Head office, one region, two branches, and two of each role where the matrix looks for them. */
export function house(): Organization {
  return {
    branches: [
      { branchId: 'head', parentBranchId: null },
      { branchId: 'region', parentBranchId: 'head' },
      { branchId: 'east', parentBranchId: 'region' },
      { branchId: 'west', parentBranchId: 'region' },
    ],
    officers: [
      ...['east', 'west'].flatMap((branchId) => [
        ...many(2, 'loan_officer', branchId),
        ...many(2, 'credit_officer', branchId),
        ...many(2, 'branch_head', branchId),
      ]),
      ...many(1, 'branch_head', 'region'),
      ...many(2, 'risk_manager', 'head'),
      ...many(7, 'committee_member', 'head'),
      ...many(2, 'chief_risk_officer', 'head'),
      ...many(2, 'general_manager', 'head'),
      ...many(3, 'board_member', 'head'),
    ],
    groups: [{ groupId: 'experts', officerIds: ['head-risk_manager-1', 'head-risk_manager-2'] }],
  };
}

export function template(mode: StageMode, more: Partial<StageTemplate> = {}): StageTemplate {
  return {
    key: 'credit_committee',
    mode,
    quorumCount: null,
    waitForAll: false,
    approvers: [],
    otherPerson: false,
    dedupe: 'none',
    commentOnApprove: false,
    sla: {
      workingHours: 8,
      reminderPercents: [50, 80],
      escalationPercent: 100,
      processAdminPercent: 150,
      escalateTo: { kind: 'branch_head', level: 1 },
    },
    ...more,
  };
}

export function seat(officerId: string, more: Partial<Seat> = {}): Seat {
  return {
    seatId: `seat-${officerId}`,
    officerId,
    role: 'committee_member',
    source: 'role',
    status: 'open',
    onBehalfOf: null,
    addedBy: null,
    number: 1,
    hasVeto: false,
    isCounted: true,
    ...more,
  };
}

export function vote(officerId: string, answer: VoteAnswer): Vote {
  return {
    seatId: `seat-${officerId}`,
    officerId,
    answer,
    reasonCode: null,
    comment: null,
    returnTarget: answer === 'return' ? { to: 'applicant', afterwards: 'resume_here' } : null,
    votedAt: '2026-03-02T02:00:00.000Z',
  };
}

export function stage(more: Partial<StageState> & Pick<StageState, 'template'>): StageState {
  return {
    stageId: 'stage-1',
    number: 1,
    attempt: 1,
    status: 'open',
    seats: [],
    votes: [],
    ...more,
  };
}

/** Seats p1 … pm. */
export function seats(count: number, more: (number: number) => Partial<Seat> = () => ({})): Seat[] {
  return Array.from({ length: count }, (_, index) => seat(`p${index + 1}`, more(index + 1)));
}

/** `'AAD'` is p1 and p2 approve, p3 declines; `R` returns, `-` has not voted. */
export function votes(text: string): Vote[] {
  const answers = { A: 'approve', D: 'decline', R: 'return' } as const;
  return text.split('').flatMap((letter, index) => {
    const answer = answers[letter as keyof typeof answers] as VoteAnswer | undefined;
    return answer === undefined ? [] : [vote(`p${index + 1}`, answer)];
  });
}
