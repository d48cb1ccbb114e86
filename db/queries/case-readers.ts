/** 抄送 and comments: who else reads a case, and what people say about it. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type NewCopies = {
  readonly subjectId: string;
  readonly officerIds: readonly string[];
  readonly copiedBy: string;
  readonly copiedAt: Instant;
  readonly note: string | null;
};

/** @returns those who had no copy before */
export async function insertCopies(trx: Transaction<DB>, copies: NewCopies): Promise<string[]> {
  if (copies.officerIds.length === 0) return [];
  const rows = await trx
    .insertInto('case_copy')
    .values(
      copies.officerIds.map((officerId) => ({
        subject_id: copies.subjectId,
        officer_id: officerId,
        copied_by_id: copies.copiedBy,
        copied_at: copies.copiedAt,
        note: copies.note,
        read_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['subject_id', 'officer_id']).doNothing())
    .returning('officer_id')
    .execute();
  return rows.map((row) => row.officer_id);
}

export type CaseCopy = {
  readonly officerId: string;
  readonly copiedBy: string;
  readonly copiedAt: Instant;
  readonly readAt: Instant | null;
};

export async function listCopies(db: Kysely<DB>, subjectId: string): Promise<CaseCopy[]> {
  const rows = await db
    .selectFrom('case_copy')
    .select(['officer_id', 'copied_by_id', 'copied_at', 'read_at'])
    .where('subject_id', '=', subjectId)
    .orderBy('copied_at')
    .orderBy('officer_id')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    copiedBy: row.copied_by_id,
    copiedAt: row.copied_at,
    readAt: row.read_at,
  }));
}

/** @returns false for a copy that does not exist */
export async function markCopyRead(
  trx: Transaction<DB>,
  { subjectId, officerId }: { readonly subjectId: string; readonly officerId: string },
  readAt: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable('case_copy')
    .set({ read_at: sql<Instant>`coalesce(read_at, ${readAt})` })
    .where('subject_id', '=', subjectId)
    .where('officer_id', '=', officerId)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type CaseComment = {
  readonly commentId: string;
  readonly stageId: string | null;
  readonly authorId: string;
  readonly text: string;
  readonly mentionedIds: readonly string[];
  readonly writtenAt: Instant;
};

export async function insertComment(
  trx: Transaction<DB>,
  comment: Omit<CaseComment, 'commentId'> & { readonly subjectId: string },
): Promise<string> {
  const commentId = newId();
  await trx
    .insertInto('case_comment')
    .values({
      comment_id: commentId,
      subject_id: comment.subjectId,
      stage_id: comment.stageId,
      author_id: comment.authorId,
      text: comment.text,
      mentioned_ids: [...comment.mentionedIds],
      written_at: comment.writtenAt,
    })
    .execute();
  return commentId;
}

/** Whether a person was let in by a colleague: seated, asked for advice, or copied; not if they have stepped aside. */
export async function wasLetIn(
  db: Kysely<DB>,
  { subjectId, officerId }: { readonly subjectId: string; readonly officerId: string },
): Promise<boolean> {
  const { rows } = await sql<{ isIn: boolean }>`
    select not exists (select from interest_declaration
        where subject_id = ${subjectId} and officer_id = ${officerId}::uuid)
      and (exists (select from case_copy
          where subject_id = ${subjectId} and officer_id = ${officerId}::uuid)
        or exists (select from approval
          join stage on stage.approval_id = approval.approval_id
          join seat on seat.stage_id = stage.stage_id
          where approval.subject_id = ${subjectId} and seat.officer_id = ${officerId}::uuid)
        or exists (select from approval
          join stage on stage.approval_id = approval.approval_id
          join advice on advice.stage_id = stage.stage_id
          where approval.subject_id = ${subjectId} and advice.asked_of_id = ${officerId}::uuid)
      ) as "isIn"
  `.execute(db);
  return rows[0]!.isIn;
}
