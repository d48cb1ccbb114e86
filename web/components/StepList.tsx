import { IconCheck } from '@tabler/icons-react';
import classes from './StepList.module.css';
import { useWords } from './words.ts';

export type Step = {
  readonly key: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'open';
  /** A word below: what is missing, when it was done. */
  readonly note?: string;
};

export type StepListProps = {
  /** What the steps lead through, for a screen reader. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** Given where a step may be opened; steps of a track that only shows have none. */
  readonly onOpen?: (key: string) => void;
  /** One below the other: on a phone, and for a track. */
  readonly vertical?: boolean;
};

/** The steps of a wizard or a track, with the current one marked for screen readers too. */
export function StepList({ name, steps, onOpen, vertical = false }: StepListProps) {
  return (
    <nav aria-label={name}>
      <ol className={classes.steps ?? ''} data-vertical={vertical || undefined}>
        {steps.map((step, index) => (
          <li
            key={step.key}
            className={classes.step ?? ''}
            data-state={step.state}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            {onOpen === undefined ? (
              <StepBody step={step} number={index + 1} />
            ) : (
              <button
                type="button"
                className={classes.button ?? ''}
                onClick={() => onOpen(step.key)}
              >
                <StepBody step={step} number={index + 1} />
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepBody({ step, number }: { readonly step: Step; readonly number: number }) {
  const { t } = useWords();
  return (
    <>
      <span className={classes.mark ?? ''} aria-hidden>
        {step.state === 'done' ? <IconCheck size={14} stroke={2.4} /> : number}
      </span>
      <span className={classes.words ?? ''}>
        <span className={classes.label ?? ''}>{step.label}</span>
        {step.note === undefined ? null : <span className={classes.note ?? ''}>{step.note}</span>}
        <span className={classes.hidden ?? ''}>{t(`step.${step.state}`)}</span>
      </span>
    </>
  );
}
