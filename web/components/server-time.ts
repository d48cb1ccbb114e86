/** The business zone, and the house's clock in steps; the browser's own clock and zone decide nothing. */
import { createContext, useContext, useEffect, useState } from 'react';
import { houseNow, useHouseTime } from '../api/clock.ts';

/** IANA name of the business zone; the frame sets it from what the API says. */
export const ZoneContext = createContext('Asia/Shanghai');

export function useZone(): string {
  return useContext(ZoneContext);
}

/** The house's time in milliseconds, renewed every `stepMs` and when the training clock moves. */
export function useNow(stepMs = 60_000): number {
  useHouseTime();
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return houseNow();
}
