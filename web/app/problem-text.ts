/** A refusal in the reader's language: the sentence of its code, which both languages have for every code. */
import { useTranslation } from '../i18n/use-words.ts';
import type { Problem } from '../api/problem.ts';

/** @returns a function, so that a list of problems needs one hook */
export function useProblemText(): (problem: Problem) => string {
  const { t, i18n } = useTranslation('errors');
  return (problem) => {
    const { code } = problem;
    if (code === 'offline' || code === 'timeout' || code === 'internal') {
      return t(`frame:problem.${code}`);
    }
    // A code of a newer server has no words here yet; its own English sentence is better than none.
    return i18n.exists(`errors:${code}`) ? t(`errors:${code as 'not_found'}`) : problem.detail;
  };
}
