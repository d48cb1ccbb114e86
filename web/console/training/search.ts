import { choice } from '../../app/search.ts';

/** `tour=open` opens the tour on arrival, for the link in the menu; `restored` says that the sample is back. */
export const trainingSearch = { tour: choice(['open']), restored: choice(['true']) };
