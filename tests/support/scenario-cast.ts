/** The people of the scenarios: the same house in every file, so that a reader knows them by name. */
import type { Role } from '../../domain/roles.ts';
import type { Person, TestApi, TestBranch } from './api.ts';

type Part = {
  readonly roles: readonly Role[];
  readonly branch?: TestBranch;
  readonly limit?: bigint;
};

const parts = {
  // Who makes cases and speaks for applicants.
  Lin: { roles: ['loan_officer'] },
  Wu: { roles: ['loan_officer'] },
  // Who decides.
  An: { roles: ['credit_officer'] },
  Bo: { roles: ['credit_officer'] },
  Chen: { roles: ['credit_officer'] },
  Dai: { roles: ['credit_officer'] },
  Fang: { roles: ['branch_head'] },
  Gao: { roles: ['branch_head'] },
  He: { roles: ['risk_manager'], branch: 'head_office' },
  Jia: { roles: ['risk_manager'], branch: 'head_office' },
  Ke: { roles: ['committee_member'], branch: 'head_office' },
  Lu: { roles: ['committee_member'], branch: 'head_office' },
  Mo: { roles: ['committee_member'], branch: 'head_office' },
  Nie: { roles: ['committee_member'], branch: 'head_office' },
  Ou: { roles: ['committee_member'], branch: 'head_office' },
  Qin: { roles: ['chief_risk_officer'], branch: 'head_office' },
  Shen: { roles: ['general_manager'], branch: 'head_office' },
  /** May decide 10,000.00 alone. */
  Min: { roles: ['committee_member'], branch: 'head_office', limit: 1_000_000n },
  // Who keeps the house going.
  Tao: { roles: ['process_admin'], branch: 'head_office' },
  Xu: { roles: ['operations'] },
  Zhu: { roles: ['operations'] },
  Ye: { roles: ['finance'] },
  /** Of another branch: sees nothing of Shanghai unless let in. */
  Yan: { roles: ['credit_officer'], branch: 'beijing' },
} as const satisfies Readonly<Record<string, Part>>;

export type CastName = keyof typeof parts;
export type Cast = Readonly<Record<CastName, Person>>;

export async function engageCast(api: TestApi): Promise<Cast> {
  const cast: Partial<Record<CastName, Person>> = {};
  for (const [name, part] of Object.entries(parts) as [CastName, Part][]) {
    const person = await api.person(part.roles, part.branch ?? 'shanghai');
    cast[name] = person;
    if (part.limit === undefined) continue;
    await api.db
      .updateTable('officer')
      .set({ limit_minor: part.limit, limit_currency: 'CNY' })
      .where('officer_id', '=', person.officerId)
      .execute();
  }
  return cast as Cast;
}
