import type { ReactNode } from 'react';
import classes from './ScrollBox.module.css';

export type ScrollBoxProps = {
  /** What is inside, for a screen reader. */
  readonly name: string;
  readonly children: ReactNode;
};

/** A table wider than the page scrolls in here, by keyboard too; the page itself never scrolls sideways. */
export function ScrollBox({ name, children }: ScrollBoxProps) {
  return (
    // A region that scrolls has to be reachable by Tab, which a plain box is not.
    <div className={classes.box ?? ''} tabIndex={0} role="region" aria-label={name}>
      {children}
    </div>
  );
}
