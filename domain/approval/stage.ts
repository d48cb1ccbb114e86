/**
 * A stage as it runs: seats (who may vote and why), votes (what they answered) and the verdict computed from
 * them. Seats and votes are only ever added or marked, never replaced, so that returning, adding signers,
 * transfer, delegation and recusal leave the record whole. A stage that runs again is a new attempt with its
 * own seats and votes.
 */
import type { Instant } from '../calendar.ts';
import type { Role } from '../roles.ts';
import type { StageTemplate } from './matrix.ts';

/**
 * `returned` waits for the applicant with its clocks stopped; `unused` was closed without a verdict (the vote
 * before it was taken back, or the application ended otherwise).
 */
export type StageStatus = 'open' | 'returned' | 'closed' | 'unused';

/** How a person came to the seat. */
export type SeatSource = 'role' | 'named' | 'group' | 'head' | 'delegation' | 'added' | 'escalated';

/**
 * 加签: people one holder asked to sign as well, deciding among themselves by their own mode: before the stage's own
 * seats, after these have approved, or beside them. They are not part of m; a decline among them declines the stage.
 */
export type AddedGroup = {
  readonly groupId: string;
  readonly placement: SignerPlacement;
  readonly mode: SignerMode;
};

export const signerPlacements = ['before', 'after', 'parallel'] as const;
export type SignerPlacement = (typeof signerPlacements)[number];

export const signerModes = ['any', 'all', 'sequential'] as const;
export type SignerMode = (typeof signerModes)[number];

/** `recused` and `removed` take the seat out of m. */
export type SeatStatus = 'open' | 'voted' | 'recused' | 'removed';

export type Seat = {
  readonly seatId: string;
  readonly officerId: string;
  /** The role by which the person sits here, which they must still hold when they vote; null for a named person. */
  readonly role: Role | null;
  readonly source: SeatSource;
  readonly status: SeatStatus;
  /** The officer for whom this one votes, as in "A for B". */
  readonly onBehalfOf: string | null;
  /** Who added the signer or handed the task over. */
  readonly addedBy: string | null;
  /** Sequential stages: who comes first, counting from 1. Equal numbers vote in any order. */
  readonly number: number;
  readonly hasVeto: boolean;
  /** Whether the seat is one of the m. A seat that is not may only veto. */
  readonly isCounted: boolean;
  /** Set for a signer added by a holder of the task. */
  readonly addedGroup?: AddedGroup | null;
  /** How often the task has been handed on before it came to this person. */
  readonly transferCount?: number;
};

export type VoteAnswer = 'approve' | 'decline' | 'return';

export type ReturnTarget = {
  /** An earlier stage's number, or the applicant. */
  readonly to: 'applicant' | number;
  readonly afterwards: 'resume_here' | 'run_again';
};

export type Vote = {
  readonly seatId: string;
  readonly officerId: string;
  readonly answer: VoteAnswer;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  /** Set for the answer `return`. */
  readonly returnTarget: ReturnTarget | null;
  readonly votedAt: Instant;
};

export type StageState = {
  readonly stageId: string;
  /** Position in the path, counting from 1. */
  readonly number: number;
  /** How often this position has been opened, counting from 1. */
  readonly attempt: number;
  readonly status: StageStatus;
  readonly template: StageTemplate;
  readonly seats: readonly Seat[];
  readonly votes: readonly Vote[];
};

/** What the votes so far amount to. */
export type Verdict =
  | { readonly outcome: 'open'; readonly count: VoteCount }
  | { readonly outcome: 'approve'; readonly count: VoteCount }
  | { readonly outcome: 'decline'; readonly count: VoteCount; readonly byVeto: boolean }
  | { readonly outcome: 'return'; readonly count: VoteCount; readonly returnTarget: ReturnTarget };

export type VoteCount = {
  readonly approveCount: number;
  readonly declineCount: number;
  /** n: approves that close the stage. */
  readonly neededCount: number;
  /** m: seats that count, after recusals. */
  readonly seatCount: number;
  /** How many seats must be added because m fell below n; above 0 the stage escalates at once. */
  readonly missingSeatCount: number;
};
