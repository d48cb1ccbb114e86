/** A page as data: where it is, what it is called, who may open it, which words and search parameters it has. */
import type { Permission } from '../../api/permissions.ts';
import type { Role } from '../../domain/roles.ts';
import type { AnyKey, Namespace } from '../i18n/resources.ts';
import type { SearchDefinition } from './search.ts';

/** One of these rights or roles is enough. `anyone` needs no session. */
export type Audience = 'anyone' | 'signed_in' | readonly (Permission | Role)[];

export type Page<Path extends string = string> = {
  /** `$name` for a parameter: `/loans/$loanId`. */
  readonly path: Path;
  /** A key with its namespace: `loans:list.title`. */
  readonly title: AnyKey;
  readonly who: Audience;
  /** Namespaces besides the frame's own; they are there before the page is drawn. */
  readonly words?: readonly Namespace[];
  readonly search?: SearchDefinition;
  /** The chunk: a function that imports it when somebody goes there. */
  readonly load: () => Promise<unknown>;
  /** The component exported by the chunk, which takes no props. */
  readonly component: string;
  /** Found by the palette under these letters: the initials of its Chinese name. */
  readonly initials?: string;
  /** Stands alone, without navigation and header. */
  readonly isBare?: boolean;
};

/** Keeps the literal path, so that links can be checked. */
export function page<const Path extends string>(definition: Page<Path>): Page<Path> {
  return definition;
}

export type Visitor = {
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
};

export function mayOpen({ who }: Pick<Page, 'who'>, visitor: Visitor | null): boolean {
  if (who === 'anyone') return true;
  if (visitor === null) return false;
  if (who === 'signed_in') return true;
  return who.some((name) => visitor.permissions.includes(name) || visitor.roles.includes(name));
}

/** The names of a path's parameters. */
export type ParamsOf<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? { readonly [K in Name]: string } & ParamsOf<Rest>
  : Path extends `${string}$${infer Name}`
    ? { readonly [K in Name]: string }
    : unknown;
