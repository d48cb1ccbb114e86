/** The shapes that the parts of a case share. */
import type { AnswerOf } from '../../api/contract.ts';
import type { listCases, readCase } from '../../api/contracts/collections.ts';

export type ListedCase = AnswerOf<typeof listCases>['items'][number];
export type CollectionCase = AnswerOf<typeof readCase>;
export type Contactability = CollectionCase['contactability'][number];
export type Channel = Contactability['channel'];
export type Subject = Contactability['subject'];
