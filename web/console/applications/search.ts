import { recordSearch } from '../../app/search.ts';

export const caseTabs = ['summary', 'why', 'papers', 'schedule', 'changes', 'timeline'] as const;
export type CaseTab = (typeof caseTabs)[number];

export const caseSearch = recordSearch({});
