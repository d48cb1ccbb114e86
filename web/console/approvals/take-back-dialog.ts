import { onDemand } from '../../app/on-demand.tsx';

/** Comes with its first opening: it stands in every row and opens in few. */
export const TakeBackDialog = onDemand(
  async () => (await import('./TakeBackDialog.tsx')).TakeBackDialog,
);
