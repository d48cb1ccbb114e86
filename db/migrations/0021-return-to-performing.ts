/**
 * A non-performing loan returns to performing when one person proposes it and another agrees, as any change of a loan:
 * the kind of change is new, the two persons are the same constraint as ever.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table loan_change drop constraint loan_change_kind_known;
    alter table loan_change add constraint loan_change_kind_known check (kind in
      ('reversal', 'prepayment', 'waiver', 'rate_change', 'terms_change', 'write_off', 'refund', 'charge',
        'return_to_performing'));
  `.execute(db);
}
