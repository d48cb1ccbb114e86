/** The navigation of each role in the order of its day; a page that is not built or not open to somebody is left out. */
import type { Role } from '../../../domain/roles.ts';
import { mayOpen, type Page, type Visitor } from '../page.ts';

export type NavigationEntry = {
  readonly path: string;
  /** Key under `nav` of the frame's words. */
  readonly word: NavigationWord;
  /** Which live count stands beside it. */
  readonly count?: string;
};

export type NavigationWord = keyof typeof entries;

const entries = {
  home: { path: '/home' },
  todo: { path: '/approvals/todo', count: 'todo' },
  done: { path: '/approvals/done' },
  started: { path: '/approvals/started', count: 'returned' },
  copies: { path: '/approvals/cc', count: 'copies' },
  allApprovals: { path: '/approvals/all' },
  newApplication: { path: '/applications/new' },
  applications: { path: '/applications' },
  customers: { path: '/customers' },
  loans: { path: '/loans' },
  requests: { path: '/requests' },
  products: { path: '/policy/products' },
  tiers: { path: '/policy/tiers' },
  collections: { path: '/collections/queue', count: 'collections' },
  board: { path: '/collections/board' },
  inbox: { path: '/payments/inbox', count: 'unmatched' },
  suspense: { path: '/payments/suspense' },
  disbursements: { path: '/payments/disbursements', count: 'disbursements' },
  refunds: { path: '/payments/refunds' },
  reversals: { path: '/payments/reversals' },
  reconcile: { path: '/payments/reconcile' },
  users: { path: '/admin/users' },
  branches: { path: '/admin/branches' },
  delegations: { path: '/admin/delegations' },
  calendar: { path: '/admin/calendar' },
  templates: { path: '/admin/templates' },
  training: { path: '/training' },
} as const satisfies Record<string, { readonly path: string; readonly count?: string }>;

const approver: readonly NavigationWord[] = [
  'home',
  'todo',
  'done',
  'copies',
  'customers',
  'loans',
];
const collector: readonly NavigationWord[] = ['home', 'collections', 'customers', 'loans'];

const byRole: { readonly [R in Role]: readonly NavigationWord[] } = {
  loan_officer: [
    'home',
    'started',
    'newApplication',
    'applications',
    'requests',
    'customers',
    'loans',
    'products',
  ],
  credit_officer: approver,
  branch_head: approver,
  risk_manager: ['home', 'todo', 'tiers', 'products', 'customers', 'loans'],
  committee_member: approver,
  chief_risk_officer: approver,
  general_manager: approver,
  board_member: approver,
  operations: ['home', 'disbursements', 'customers', 'loans'],
  finance: [
    'home',
    'inbox',
    'suspense',
    'disbursements',
    'reconcile',
    'refunds',
    'reversals',
    'todo',
    'loans',
  ],
  collector,
  senior_collector: collector,
  collection_lead: ['home', 'collections', 'board', 'requests', 'todo', 'customers', 'loans'],
  admin: ['home', 'users', 'branches', 'delegations', 'calendar', 'templates', 'tiers', 'products'],
  process_admin: ['home', 'allApprovals', 'customers', 'loans'],
  auditor: ['home', 'allApprovals', 'requests', 'customers', 'loans', 'tiers', 'products'],
  borrower: [],
};

/** The union over somebody's roles, each entry once, training last. */
export function navigationOf(
  visitor: Visitor & { readonly mode: string },
  pages: readonly Page[],
): NavigationEntry[] {
  const named = visitor.roles.flatMap((role) => byRole[role as Role] ?? []);
  const words = new Set<NavigationWord>(['home', ...named]);
  if (visitor.mode === 'training') words.add('training');
  return [...words]
    .map((word): NavigationEntry => ({ word, ...entries[word] }))
    .filter(({ path }) => pages.some((page) => page.path === path && mayOpen(page, visitor)));
}
