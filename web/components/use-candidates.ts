/** The server's search for people, asked while somebody types and only while the list is open. */
import { useDebouncedValue } from '@mantine/hooks';
import { listCandidates } from '../api/contracts/candidates.ts';
import { problemOf } from '../api/problem.ts';
import { useRead } from '../api/use-read.ts';
import type { Candidate } from './candidates.ts';
import { useProblemSentence } from './ProblemText.tsx';

/** `stageId` for what happens to a task; a stand-in needs none. */
export type CandidateQuestion =
  | { readonly purpose: 'transfer' | 'advice' | 'signer' | 'copy'; readonly stageId: string }
  | { readonly purpose: 'delegation' };

export type CandidatesFound = {
  readonly people: readonly Candidate[];
  readonly isLoading: boolean;
  readonly error: string | null;
};

const nobody: readonly Candidate[] = [];

export function useCandidates(
  question: CandidateQuestion,
  text: string,
  isOpen: boolean,
): CandidatesFound {
  const [q] = useDebouncedValue(text.trim(), 200);
  const sentence = useProblemSentence();
  const query = { ...question, ...(q === '' ? {} : { q }) };
  const { data, isFetching, error } = useRead(listCandidates, { query }, { enabled: isOpen });
  const problem = error === null ? null : problemOf(error);
  return {
    people: data?.items ?? nobody,
    isLoading: isFetching,
    error: problem === null ? null : sentence(problem.code, problem.detail),
  };
}
