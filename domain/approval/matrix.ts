/**
 * The tier matrix: which path of stages an application takes, by amount, risk grade, product, customer type, branch,
 * security and exceptions.
 * It is the content of a policy version and so is JSON: amounts are decimal strings in the row's currency. Tiers
 * stand from the lowest to the highest and carry the paths; rows say which tier an application gets. Exactly one
 * row matches any application the matrix covers, so that "one tier up for grade C" is not a rule in code but
 * rows an auditor can read.
 */
import type { Currency } from '../money.ts';
import type { Role } from '../roles.ts';

export const riskGrades = ['A', 'B', 'C', 'D', 'E'] as const;
export type RiskGrade = (typeof riskGrades)[number];

export type CustomerType = 'person' | 'company';

/** What is compared with the bands: the amount asked, or the exposure after this application. */
export type AmountBasis = 'application' | 'customer_exposure' | 'group_exposure';

export type MatrixContent = {
  readonly name: string;
  readonly amountBasis: AmountBasis;
  /** From the lowest to the highest. */
  readonly tiers: readonly Tier[];
  readonly rows: readonly MatrixRow[];
};

export type Tier = {
  /** `T1`, unique in the matrix. */
  readonly tier: string;
  /** At least 2: an approval by one person alone does not exist. */
  readonly minDistinctApprovers: number;
  /** In order; never empty. */
  readonly path: readonly StageTemplate[];
};

export type MatrixRow = {
  /** Names the row in findings, differences and decision records; unique in the matrix. */
  readonly rowId: string;
  readonly currency: Currency;
  readonly amount: AmountBand;
  readonly riskGrades: readonly RiskGrade[];
  /** Product codes. */
  readonly products: readonly string[];
  readonly customerTypes: readonly CustomerType[];
  /** Units whose applications it takes, each with everything below it; left out: every branch. */
  readonly branchIds?: readonly string[];
  /** Left out: with security or without. */
  readonly security?: SecurityBand;
  /** Whether the case breaks a rule that sends it to people; left out: either. */
  readonly exceptions?: ExceptionBand;
  /** The tier whose path is taken; null is a decline by rule. */
  readonly tier: string | null;
};

export const securityBands = ['secured', 'unsecured'] as const;
export type SecurityBand = (typeof securityBands)[number];

export const exceptionBands = ['none', 'raised'] as const;
export type ExceptionBand = (typeof exceptionBands)[number];

/** `[from, to)` as decimal strings; `to: null` is open. */
export type AmountBand = { readonly from: string; readonly to: string | null };

/** 或签, 会签, 比例会签, 依次审批. */
export type StageMode = 'any' | 'all' | 'n_of_m' | 'sequential';

export type StageTemplate = {
  /** Unique in its path; the words people read are `stage.<key>` in the locales. */
  readonly key: string;
  readonly mode: StageMode;
  /** n of `n_of_m`: approves needed; null in the other modes. */
  readonly quorumCount: number | null;
  /** `all` only: a decline ends the stage when all have voted, not at once. */
  readonly waitForAll: boolean;
  readonly approvers: readonly ApproverRule[];
  /** Whoever approved in an earlier stage of the same round gets no seat here. */
  readonly otherPerson: boolean;
  /** What happens to a person who approved earlier in the path: nothing, or the approve is carried forward. */
  readonly dedupe: 'none' | 'consecutive' | 'once';
  readonly commentOnApprove: boolean;
  readonly sla: StageSla;
};

/** One group of seats in a stage. */
export type ApproverRule = {
  readonly source: ApproverSource;
  /** How many seats; null seats everyone the source finds. */
  readonly seatCount: number | null;
  /** 一票否决: a decline from one of these seats ends the stage. */
  readonly hasVeto: boolean;
  /** False for a seat that may only veto: its approve is not one of the n, the seat not one of the m. */
  readonly isCounted: boolean;
};

export type OrganizationLevel = 'branch' | 'region' | 'head_office';

/** Where approvers come from. Resolved on fresh rows when the stage opens, frozen from then on. */
export type ApproverSource =
  | { readonly kind: 'role'; readonly role: Role; readonly level: OrganizationLevel }
  | { readonly kind: 'named'; readonly officerIds: readonly string[] }
  /** 1 is the head of the application's branch, 2 the head of the unit above it. */
  | { readonly kind: 'branch_head'; readonly level: number }
  /** 连续多级主管: the heads of levels 1 to `upToLevel`. */
  | { readonly kind: 'continuous_heads'; readonly upToLevel: number }
  | { readonly kind: 'group'; readonly groupId: string }
  /** The head, `headLevel` steps up, of the person named in a field of the application; 0 is that person. */
  | { readonly kind: 'field'; readonly field: 'account_manager'; readonly headLevel: number };

export type StageSla = {
  /** Working hours of the branch calendar. */
  readonly workingHours: number;
  readonly reminderPercents: readonly number[];
  readonly escalationPercent: number;
  readonly processAdminPercent: number;
  /** Who is added at the escalation; nobody is replaced. */
  readonly escalateTo: ApproverSource;
};
