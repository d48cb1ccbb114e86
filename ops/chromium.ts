/** Where this machine has a Chromium that can be driven. */
import { existsSync } from 'node:fs';

const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Null where none is installed; `CHROMIUM_PATH` names one at another place. */
export const chromiumPath: string | null =
  process.env['CHROMIUM_PATH'] ?? wellKnown.find((path) => existsSync(path)) ?? null;

/** Where processes of the house may not open a namespace of their own, and where `/dev/shm` is small. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--force-color-profile=srgb',
] as const;
