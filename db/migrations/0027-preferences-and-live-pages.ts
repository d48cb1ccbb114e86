/**
 * What somebody chose for the pages travels with them, not with a browser. And every audited change says aloud which
 * record it touched, so that an open page can ask again: the kind and the id, never what changed.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table preference (
      user_id text primary key references auth."user" (id) on delete cascade,
      content jsonb not null,
      updated_at timestamptz not null default clock_timestamp()
    );

    create function tell_pages() returns trigger language plpgsql as $$
    begin
      perform pg_notify('daiban_pages', new.subject_type || ' ' || new.subject_id);
      return null;
    end $$;
    create trigger audit_event_tells_pages after insert on audit_event
      for each row execute function tell_pages();
  `.execute(db);
}
