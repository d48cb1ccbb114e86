/**
 * What a validation found, in a sentence that names its row or cell. A fact that a finding does not have is left out
 * of the cell; a text that needs a missing one throws.
 */
import type { Language } from './catalogue.ts';
import enFindings from './en/findings.json' with { type: 'json' };
import { stageName } from './stage-names.ts';
import zhFindings from './zh-CN/findings.json' with { type: 'json' };

const catalogue = { 'zh-CN': zhFindings, en: enFindings } as const;

export type FoundFacts = {
  readonly product?: string;
  readonly customerType?: 'person' | 'company';
  readonly grade?: string;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string | null;
  readonly branchId?: string;
  readonly branchIds?: readonly string[];
  readonly security?: 'secured' | 'unsecured';
  readonly exceptions?: 'none' | 'raised';
  readonly role?: string;
  readonly name?: string;
  readonly foundCount?: number;
  readonly neededCount?: number;
};

export type Found = {
  readonly code: string;
  readonly rowIds: readonly string[];
  readonly tier: string | null;
  readonly stageKey: string | null;
  readonly facts: FoundFacts;
};

/**
 * @param branchName the name of a branch by its id
 * @throws Error for a code without words
 */
export function findingText(
  language: Language,
  found: Found,
  branchName: (branchId: string) => string,
): string {
  const texts: Readonly<Record<string, string>> = catalogue[language].texts;
  const text = texts[found.code];
  if (text === undefined)
    throw new Error(`The catalogue has no words for the finding ${found.code}`);
  return fill(text, wordsOf(language, found, branchName));
}

type Words = Readonly<Record<string, string | undefined>>;

function wordsOf(
  language: Language,
  { rowIds, tier, stageKey, facts }: Found,
  branchName: (branchId: string) => string,
): Words {
  const roles: Words = catalogue[language].words.roles;
  return {
    rows: rowIds.join(', '),
    tier: tier ?? undefined,
    stage: stageKey === null ? undefined : stageName(language, stageKey),
    cell: describeCell(language, facts, branchName),
    band: describeBand(language, facts),
    branch: facts.branchId === undefined ? undefined : branchName(facts.branchId),
    role: facts.role === undefined ? undefined : (roles[facts.role] ?? facts.role),
    name: facts.name,
    product: facts.product,
    currency: facts.currency,
    found: facts.foundCount?.toString(),
    needed: facts.neededCount?.toString(),
  };
}

function describeCell(
  language: Language,
  { product, customerType, grade, branchIds, security, exceptions }: FoundFacts,
  branchName: (branchId: string) => string,
): string {
  const { words } = catalogue[language];
  const parts = [
    product,
    customerType && words[customerType],
    grade && fill(words.grade, { grade }),
    branchIds?.map(branchName).join(', '),
    security && words[security],
    exceptions && words[exceptions],
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function describeBand(language: Language, { from, to, currency }: FoundFacts): string | undefined {
  if (from === undefined) return undefined;
  const { band, open_band: openBand } = catalogue[language].words;
  const hasEnd = to !== undefined && to !== null;
  return fill(hasEnd ? band : openBand, { from, to: to ?? undefined, currency });
}

function fill(text: string, words: Words): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`A finding's text needs the fact "${name}"`);
    return word;
  });
}
