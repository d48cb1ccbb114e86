/**
 * A stage as it runs: seats (who may vote and why), votes (what they answered) and the verdict computed from
 * them. Seats and votes are only ever added or marked, never replaced, so that returning, adding signers,
 * transfer, delegation and recusal leave the record whole.
 */
import type { Instant } from '../calendar.ts';
import type { Role } from '../roles.ts';
import type { StageTemplate } from './matrix.ts';

/**
 * `planned` has not opened, `paused` waits while the application is returned to the applicant, `unused` was
 * closed without a verdict (a vote before it was taken back, or the application ended).
 */
export type StageStatus = 'planned' | 'open' | 'paused' | 'closed' | 'unused';

/** How a person came to the seat. `carried` brings an earlier approve forward. */
export type SeatOrigin = 'matrix' | 'escalated' | 'delegated' | 'transferred' | 'added' | 'carried';

/** `recused` and `removed` take the seat out of m; `handed_over` was transferred or delegated to another seat. */
export type SeatStatus = 'open' | 'recused' | 'removed' | 'handed_over';

export type Seat = {
  readonly seatId: string;
  readonly officerId: string;
  /** The role by which the person sits here; null for a named person or a group member. */
  readonly role: Role | null;
  readonly origin: SeatOrigin;
  readonly status: SeatStatus;
  /** The officer for whom this one votes, as in "A for B". */
  readonly onBehalfOf: string | null;
  /** Who added the signer, or transferred the task. */
  readonly addedBy: string | null;
  /** The seat this one was made from, for transfer, delegation and escalation. */
  readonly fromSeatId: string | null;
  /** Sequential stages: who comes first, counting from 1. Equal numbers vote in any order. */
  readonly number: number;
  readonly hasVeto: boolean;
  /** Whether the seat is one of the m. */
  readonly counted: boolean;
};

export type VoteChoice = 'approve' | 'decline' | 'return' | 'recuse';

export type ReturnTarget =
  | { readonly to: 'applicant'; readonly then: 'resume_here' | 'run_again' }
  | {
      readonly to: 'stage';
      readonly stageNumber: number;
      readonly then: 'resume_here' | 'run_again';
    };

export type Vote = {
  readonly seatId: string;
  readonly officerId: string;
  readonly choice: VoteChoice;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  /** Set for the choice `return`. */
  readonly returnTarget: ReturnTarget | null;
  readonly votedAt: Instant;
  /** Taken back, or cast before the terms changed: kept in the record, not counted. */
  readonly superseded: boolean;
};

export type DeadlineKind = 'reminder' | 'escalation' | 'process_admin';

export type StageDeadline = {
  readonly kind: DeadlineKind;
  /** Of the working hours allowed; 50 and 80 remind, 100 escalates, 150 calls the process admin by default. */
  readonly percent: number;
  readonly dueAt: Instant;
};

export type StageState = {
  readonly stageId: string;
  /** Position in the path, counting from 1. */
  readonly number: number;
  readonly status: StageStatus;
  readonly template: StageTemplate;
  readonly seats: readonly Seat[];
  readonly votes: readonly Vote[];
  readonly verdict: StageVerdict | null;
};

export type StageVerdict = 'approve' | 'decline' | 'return';

/** What the votes so far amount to. */
export type Verdict =
  | { readonly outcome: 'open'; readonly count: VoteCount }
  | { readonly outcome: 'approve'; readonly count: VoteCount }
  | { readonly outcome: 'decline'; readonly count: VoteCount; readonly byVeto: boolean }
  | { readonly outcome: 'return'; readonly count: VoteCount; readonly returnTarget: ReturnTarget };

export type VoteCount = {
  readonly approves: number;
  readonly declines: number;
  /** n: approves that close the stage. */
  readonly needed: number;
  /** m: seats that count, after recusals. */
  readonly seats: number;
  /** How many seats must be added because m fell below n; above 0 the stage escalates at once. */
  readonly seatsMissing: number;
};
