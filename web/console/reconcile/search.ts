import { choice, choiceOr, listSearch, optionalText } from '../../app/search.ts';

/** In the order of the keys 1 to 3. */
export const reconcileTabs = ['days', 'lines', 'statements'] as const;
export type ReconcileTab = (typeof reconcileTabs)[number];

export const lineStates = ['open', 'matched'] as const;

export const reconcileSearch = listSearch({
  tab: choiceOr(reconcileTabs, 'days'),
  state: choice(lineStates),
  /** The day whose difference is open, or whose lines are shown. */
  day: optionalText(10),
});
