/** What a decision is taken in: a stage of an application or of a request, as the API shows it to this person. */
import type { WireMoney } from '../../../domain/money.ts';
import type { AnswerOf } from '../../api/contract.ts';
import type { readStage } from '../../api/contracts/approvals.ts';
import type { readPath } from '../../api/contracts/cases.ts';

export type Stage = AnswerOf<typeof readStage>;
export type Path = AnswerOf<typeof readPath>;
export type StageActionName = Stage['actions'][number]['action'];

export const answers = ['approve', 'counter_offer', 'decline', 'return'] as const;
export type Answer = (typeof answers)[number];

/** The record the stage decides about. */
export type Subject =
  | {
      readonly kind: 'application';
      readonly applicationId: string;
      readonly number: string;
      readonly amount: WireMoney;
      readonly installmentCount: number | null;
      readonly path: Path | undefined;
      readonly actions: readonly string[];
      /** Parts the reader ought to see before an approve, and which could not be loaded. */
      readonly unseen: readonly ('why' | 'changes')[];
    }
  | { readonly kind: 'request'; readonly requestId: string; readonly number: string };

/** What is being written for a stage; it outlives the form, so that no words are lost, and ends with the page. */
export type Draft = {
  readonly answer: Answer | null;
  readonly comment: string;
};

const drafts = new Map<string, Draft>();

export function draftOf(stageId: string): Draft {
  return drafts.get(stageId) ?? { answer: null, comment: '' };
}

export function keepDraft(stageId: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(stageId);
  else drafts.set(stageId, draft);
}
