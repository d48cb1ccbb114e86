/**
 * The words of notices are policies like any other: written by one person, confirmed by another, in force from a date.
 * A page counts the loans signed under each version of a product, which must not read every loan of the house.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table policy_version drop constraint policy_kind_known;
    alter table policy_version add constraint policy_kind_known check (
      kind in ('matrix', 'product', 'scorecard', 'reminder_plan', 'contact_policy', 'notice_template')
    );
    create index loan_product_version on loan (product_version_id);
  `.execute(db);
}
