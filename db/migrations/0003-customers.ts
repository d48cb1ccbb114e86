/**
 * Customers, with what identifies them sealed: identity numbers, phones and bank accounts stand only as cipher text,
 * a blind index for exact look-up and a mask for people. A leaked dump must not leak a person.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create sequence customer_number;
    create table customer (
      customer_id uuid primary key,
      number text not null unique,
      kind text not null constraint customer_kind_known check (kind in ('person', 'company')),
      name text not null,
      birth_date date,
      identity_cipher bytea not null,
      identity_index bytea not null,
      identity_mask text not null,
      phone_cipher bytea not null,
      phone_index bytea not null,
      phone_mask text not null,
      bank_account_cipher bytea,
      bank_account_index bytea,
      bank_account_mask text,
      email text,
      language text not null constraint customer_language_known check (language in ('zh-CN', 'en')),
      branch_id uuid not null references branch,
      account_manager_id uuid not null references officer,
      user_id text unique,
      version integer not null default 1,
      created_at timestamptz not null default clock_timestamp(),
      constraint customer_identity_once unique (identity_index)
    );
    create index customer_phone on customer (phone_index);
    create index customer_branch on customer (branch_id, number);

    create table customer_relation (
      customer_id uuid not null references customer,
      related_customer_id uuid not null references customer,
      kind text not null constraint customer_relation_kind_known check (kind in
        ('spouse', 'controlled_company', 'legal_representative', 'guarantor', 'shared_controller', 'staff')),
      share_ppm integer,
      primary key (customer_id, related_customer_id, kind),
      constraint customer_relation_to_another check (customer_id <> related_customer_id)
    );

    create table consent (
      consent_id uuid primary key,
      customer_id uuid not null references customer,
      kind text not null,
      wording_version text not null,
      channel text not null,
      given_date date not null,
      given_at timestamptz not null default clock_timestamp(),
      withdrawn_at timestamptz
    );
    create index consent_customer on consent (customer_id, kind);
  `.execute(db);
}
