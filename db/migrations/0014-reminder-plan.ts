/**
 * The reminder plan a fresh installation starts with, so that no loan is ever serviced without one. A later plan is
 * a new version with an author and a second person, as with every policy.
 */
import { sql, type Kysely } from 'kysely';

const content = JSON.stringify({
  reminders: [
    { channels: ['push', 'email'], daysBefore: 7 },
    { channels: ['sms', 'push'], daysBefore: 3 },
    { channels: ['sms'], daysBefore: 1 },
    { channels: ['push', 'sms'], daysBefore: 0 },
  ],
});

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into policy_version (policy_version_id, kind, name, number, status, content, content_hash,
      effective_date, activated_at)
    values (gen_random_uuid(), 'reminder_plan', 'standard', 1, 'active', ${content}::jsonb,
      encode(sha256(convert_to(${content}, 'UTF8')), 'hex'), current_date, now())
  `.execute(db);
}
