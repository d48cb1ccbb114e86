/** Refused values on the fields they belong to: `errors: [{ pointer }]` of a problem becomes words and focus. */
import { useId, useMemo } from 'react';
import type { Problem } from '../api/problem.ts';
import { useProblemSentence } from './ProblemText.tsx';

import { useWords } from './words.ts';

export type RefusedField = { readonly pointer: string; readonly id: string; readonly text: string };

/** Spread into an input: its id, its place in the body and what is wrong with it. */
export type FieldProps = {
  readonly id: string;
  readonly 'data-pointer': string;
  readonly error: string | null;
};

export type FieldErrors = {
  readonly refused: readonly RefusedField[];
  /** @param pointer where the value stands in the body: `/amount` also catches `/amount/amount` */
  readonly fieldProps: (pointer: string) => FieldProps;
};

export function useFieldErrors(problem: Problem | null): FieldErrors {
  const formId = useId();
  const { t } = useWords();
  const sentence = useProblemSentence();
  return useMemo(() => {
    const idOf = (pointer: string) => `${formId}${pointer.replace(/[^\w]/g, '-')}`;
    const errors = problem?.errors ?? [];
    const refused = errors.map(({ pointer, code }) => ({
      pointer,
      id: idOf(pointer),
      text: code === undefined ? t('form.valueRefused') : sentence(code),
    }));
    const fieldProps = (pointer: string): FieldProps => {
      const own = refused.find((field) => isWithin(field.pointer, pointer));
      return { id: idOf(pointer), 'data-pointer': pointer, error: own?.text ?? null };
    };
    return { refused, fieldProps };
  }, [problem, formId, t, sentence]);
}

export function isWithin(pointer: string, field: string): boolean {
  return pointer === field || pointer.startsWith(`${field}/`);
}

/** The input of this form that a pointer belongs to: its own, or that of the value around it. */
export function findField(form: HTMLElement, pointer: string): HTMLElement | null {
  const inputs = [...form.querySelectorAll<HTMLElement>('[data-pointer]')];
  return inputs.find(({ dataset }) => isWithin(pointer, dataset['pointer'] ?? '')) ?? null;
}
