/** Keys of the action form: digits choose a result, `l` the form, `m` a promise, `f` the follow-up. None sends. */
import { useRef, type RefObject } from 'react';
import { useShortcuts } from '../../app/shortcuts.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { Rule } from './attempt.ts';

type Keys = {
  readonly rules: readonly Rule[];
  readonly onResult: (result: Rule['result']) => void;
};

export function useFormKeys({ rules, onResult }: Keys): RefObject<HTMLDivElement | null> {
  const { t } = useTranslation('collecting');
  const form = useRef<HTMLDivElement>(null);
  const focus = (selector: string) =>
    form.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: false });
  const group = 'collections' as const;
  const promised = rules.find(({ result }) => result === 'promised');
  useShortcuts([
    ...rules.map(({ result }, index) => ({
      keys: String(index + 1),
      label: t(`result.${result}`),
      group,
      run: () => onResult(result),
    })),
    { keys: 'l', label: t('keys.log'), group, run: () => focus('[role="radio"]') },
    {
      keys: 'm',
      label: t('keys.promise'),
      group,
      isOff: promised === undefined,
      run: () => {
        onResult('promised');
        // The fields of a promise are drawn by then.
        requestAnimationFrame(() => focus('input[type="date"]'));
      },
    },
    { keys: 'f', label: t('keys.followUp'), group, run: () => focus('[data-follow-up]') },
  ]);
  return form;
}
