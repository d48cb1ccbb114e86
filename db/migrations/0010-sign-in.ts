/**
 * Users, their passwords and their sessions, in a schema of their own with the names the sign-in library reads
 * (better-auth 1.7 with its username plug-in). Apart from the business tables, because they are another's contract:
 * a newer library may ask for other columns, and a test compares what stands here with what it expects.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema auth;

    create table auth."user" (
      id text primary key,
      name text not null,
      email text not null unique,
      "emailVerified" boolean not null,
      image text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp,
      username text unique,
      "displayUsername" text
    );

    create table auth."session" (
      id text primary key,
      "expiresAt" timestamptz not null,
      token text not null unique,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp,
      "ipAddress" text,
      "userAgent" text,
      "userId" text not null references auth."user" (id) on delete cascade
    );
    create index "session_userId_idx" on auth."session" ("userId");

    create table auth."account" (
      id text primary key,
      "accountId" text not null,
      "providerId" text not null,
      "userId" text not null references auth."user" (id) on delete cascade,
      "accessToken" text,
      "refreshToken" text,
      "idToken" text,
      "accessTokenExpiresAt" timestamptz,
      "refreshTokenExpiresAt" timestamptz,
      scope text,
      password text,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp
    );
    create index "account_userId_idx" on auth."account" ("userId");

    create table auth."verification" (
      id text primary key,
      identifier text not null,
      value text not null,
      "expiresAt" timestamptz not null,
      "createdAt" timestamptz not null default current_timestamp,
      "updatedAt" timestamptz not null default current_timestamp
    );
    create index "verification_identifier_idx" on auth."verification" (identifier);

    create table auth."rateLimit" (
      id text primary key,
      key text not null unique,
      count integer not null,
      "lastRequest" bigint not null
    );

    alter table officer add language text not null default 'zh-CN'
      constraint officer_language_known check (language in ('zh-CN', 'en'));
  `.execute(db);
}
