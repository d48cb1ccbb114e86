/** Moves the business date and waits until everything that fell due in between has run. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Caller } from './http.ts';

type Move = { readonly moveId: string; readonly status: 'requested' | 'moving' | 'done' };

const POLL_MS = 100;

export async function readBusinessDate(admin: Caller): Promise<IsoDate> {
  const { businessDate } = await admin.get<{ businessDate: IsoDate }>('/v1/me');
  return businessDate;
}

export async function moveTo(admin: Caller, toDate: IsoDate): Promise<void> {
  const asked = await admin.post<Move>('/v1/training-clock/moves', `move-${toDate}`, { toDate });
  let { status } = asked;
  while (status !== 'done') {
    await sleep(POLL_MS);
    ({ status } = await admin.get<Move>(`/v1/training-clock/moves/${asked.moveId}`));
  }
}
