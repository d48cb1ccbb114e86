/** The import table of the house as data: who may import whom, and which packages. */

export type Room =
  | 'domain'
  | 'workflows'
  | 'activities'
  | 'db'
  | 'api'
  | 'ops'
  | 'web'
  | 'locales'
  | 'tests'
  | 'bench';

export const roomNames: readonly Room[] = [
  'domain',
  'workflows',
  'activities',
  'db',
  'api',
  'ops',
  'web',
  'locales',
  'tests',
  'bench',
];

interface RoomRule {
  /** Files whose values may be imported, as patterns over paths from the root. */
  readonly files: readonly RegExp[];
  /** Files of which only types may be imported. */
  readonly types: readonly RegExp[];
  /** Packages that may be imported; a type is as free as a value. */
  readonly packages: readonly RegExp[];
}

/** The leaves of `ops/`: they import no other room. */
const leaves = /^ops\/(config|log|metrics|keys|failure)\.ts$/;
/** What `db/` may use of the rules: money, dates, the words rows are checked by, and the forms that columns keep. */
const rowValues = [
  /^domain\/(money|format-money|calendar|instant|wire|roles|errors|invariant)\.ts$/,
  /^domain\/(schedule\/terms|servicing\/(buckets|events|steps)|origination\/application)\.ts$/,
];
/** What pages may take from the rules: names of things and forms of input. Money and days are the API's to compute. */
const ofPages = /^domain\/(?!schedule|servicing|ledger|errors)/;
const messages = /^workflows\/messages\.ts$/;
const anything = [/./];
const within = (room: Room) => new RegExp(`^${room}/`);
const node = /^node:/;

export const rules: Readonly<Record<Room, RoomRule>> = {
  domain: { files: [within('domain')], types: [], packages: [] },
  workflows: {
    files: [within('domain'), within('workflows')],
    types: [within('activities')],
    packages: [/^@temporalio\/(workflow|common)(\/|$)/],
  },
  activities: {
    files: [within('domain'), messages, within('activities'), within('db'), leaves],
    types: [within('workflows')],
    packages: anything,
  },
  db: {
    files: [...rowValues, within('db'), leaves],
    types: [within('domain')],
    packages: [/^kysely(\/|$)/, /^pg$/, node],
  },
  api: {
    files: [within('domain'), messages, within('db'), within('api'), leaves],
    types: [],
    packages: [
      /^(express|express-rate-limit|helmet|zod|better-auth|pino|pg|kysely|prom-client)(\/|$)/,
      /^(swagger-ui-dist|csv-parse|libphonenumber-js|stdnum|multer|file-type|rate-limiter-flexible)(\/|$)/,
      /^@asteasolutions\/zod-to-openapi$/,
      /^@casl\/ability$/,
      node,
    ],
  },
  ops: {
    files: [
      within('domain'),
      /^activities\/worker\.ts$/,
      within('db'),
      /^api\/(server|passwords)\.ts$/,
      within('ops'),
    ],
    types: [],
    packages: anything,
  },
  web: {
    files: [within('web'), ofPages],
    types: [within('domain'), /^api\/(schemas\/|permissions\.ts$)/],
    packages: [
      /^(react|react-dom|react-i18next|i18next|mantine-datatable|dayjs|get-nonce|uqr|jsondiffpatch)(\/|$)/,
      /^@(mantine|tanstack|tabler)\//,
      /^zod(\/mini)?$/,
    ],
  },
  locales: { files: [], types: [], packages: [] },
  tests: { files: anything, types: [], packages: anything },
  bench: { files: anything, types: [], packages: anything },
};

/** The settings of a build run in Node, like those at the root. */
const buildSettings = /^web\/vite\.config\.ts$/;

/** The room a path from the root stands in, or null for the few files at the root itself. */
export function roomOf(path: string): Room | null {
  return roomNames.find((room) => path.startsWith(`${room}/`)) ?? null;
}

/** Why an import is against the table, or null when it is allowed. Words are free for every room. */
export function refuseImport({ from, target, isType }: TableImport): string | null {
  const room = roomOf(from);
  if (room === null || buildSettings.test(from)) return null;
  const { files, types, packages } = rules[room];
  if (target.kind === 'package') {
    return matches(packages, target.name) ? null : `${from} imports the package ${target.name}`;
  }
  if (target.path.startsWith('locales/') || matches(files, target.path)) return null;
  if (isType && matches(types, target.path)) return null;
  return `${from} imports ${isType ? 'types of ' : ''}${target.path}`;
}

export type ImportTarget =
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

export interface TableImport {
  readonly from: string;
  readonly target: ImportTarget;
  readonly isType: boolean;
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}
