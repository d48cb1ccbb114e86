/**
 * The draft of the wizard. What is typed is kept in memory and given to the server when a field is left and at most
 * five seconds after a change, under the version that was read. Another version is taken over value by value; a lost
 * answer is asked for again with the same key; nothing that was typed is ever dropped.
 */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { changeApplication } from '../../api/contracts/application-drafts.ts';
import { readApplication } from '../../api/contracts/cases.ts';
import { houseNow } from '../../api/clock.ts';
import type { Problem } from '../../api/problem.ts';
import { useCommand, type Command } from '../../api/use-command.ts';
import { readOptions, refresh } from '../../api/use-read.ts';
import { conflictsOf, sendableOf, textOf, type Application, type Edits } from './draft-values.ts';

const SAVE_AFTER_MS = 5_000;

export type DraftState = 'saved' | 'changed' | 'saving' | 'failed';

export type Draft = {
  readonly application: Application;
  readonly textOf: (pointer: string) => string;
  readonly change: (pointer: string, text: string) => void;
  /** Gives everything typed to the server; true when nothing is left here. */
  readonly save: () => Promise<boolean>;
  readonly state: DraftState;
  /** Business time of the last save from here, in milliseconds; null before the first. */
  readonly savedAtMs: number | null;
  /** The refusal of values, for the fields they belong to. */
  readonly problem: Problem | null;
  /** Values that somebody else has changed too. */
  readonly conflicts: readonly string[];
  readonly keep: (pointer: string, side: 'mine' | 'theirs') => void;
  /** True after somebody else's change to other values was taken over. */
  readonly hasMerged: boolean;
  readonly isDirty: () => boolean;
};

export function useDraft(application: Application): Draft {
  const client = useQueryClient();
  const [edits, setEdits] = useState<Edits>({});
  const [note, setNote] = useState<Note>(nothingYet);
  const now = useRef<Now>({ edits, application });
  const held = useRef<Readonly<Record<string, string>>>({});
  const running = useRef<Promise<boolean> | null>(null);
  const command = useCommand(changeApplication);
  useEffect(() => {
    now.current = { edits, application: newer(now.current.application, application) };
  });
  const put = (next: Edits) => {
    now.current = { ...now.current, edits: next };
    setEdits(next);
  };
  const tell = (part: Partial<Note>) => setNote((known) => ({ ...known, ...part }));
  const save = (): Promise<boolean> => {
    running.current ??= saveAll(() => saveOnce({ client, command, now, held, put, tell }), tell)
      .catch(() => tell({ hasFailed: true }))
      .then(() => Object.keys(now.current.edits).length === 0)
      .finally(() => {
        running.current = null;
      });
    return running.current;
  };
  const isDirty = Object.keys(edits).length > 0;
  useEveryFewSeconds(isDirty, save);
  const conflicts = useMemo(() => conflictsOf(edits, application), [edits, application]);
  const isSaving = command.state.kind === 'sending' || command.state.kind === 'waiting';
  return {
    application,
    textOf: (pointer) => edits[pointer]?.text ?? textOf(application, pointer),
    change: (pointer, text) => put(typed(now.current, pointer, text)),
    save,
    state: isSaving ? 'saving' : note.hasFailed ? 'failed' : isDirty ? 'changed' : 'saved',
    savedAtMs: note.savedAtMs,
    problem: note.refusal,
    conflicts,
    keep: (pointer, side) => put(kept(now.current, pointer, side)),
    hasMerged: note.hasMerged,
    isDirty: () => Object.keys(now.current.edits).length > 0,
  };
}

type Now = { readonly edits: Edits; readonly application: Application };

/** What the last saves came to. */
type Note = {
  readonly savedAtMs: number | null;
  readonly hasFailed: boolean;
  readonly hasMerged: boolean;
  readonly refusal: Problem | null;
};

const nothingYet: Note = { savedAtMs: null, hasFailed: false, hasMerged: false, refusal: null };

type Saving = {
  readonly client: QueryClient;
  readonly command: Command<typeof changeApplication>;
  readonly now: { current: Now };
  /** Refused texts: not sent again until they are changed. */
  readonly held: { current: Readonly<Record<string, string>> };
  readonly put: (edits: Edits) => void;
  readonly tell: (part: Partial<Note>) => void;
};

type Saved = 'saved' | 'moved' | 'refused' | 'failed' | 'nothing';

async function saveOnce(saving: Saving): Promise<Saved> {
  const { client, command, now, held, tell } = saving;
  const { application } = now.current;
  const params = { applicationId: application.applicationId };
  const { body, sent } = sendableOf(readyOf(now.current, held.current), application);
  if (Object.keys(sent).length === 0) return 'nothing';
  command.renew();
  const send = () => command.send({ params, body }, application.version);
  let outcome = await send();
  // A lost answer: the same words under the same key tell what became of them.
  if (outcome.kind === 'unknown') outcome = await send();
  if (outcome.kind === 'done') {
    take(saving, outcome.body, sent);
    return 'saved';
  }
  if (outcome.kind !== 'refused') return 'failed';
  if (outcome.problem.code === 'stale_version') {
    const latest = await client.fetchQuery(
      readOptions(readApplication, { params }, { staleMs: 0 }),
    );
    now.current = { ...now.current, application: latest };
    tell({ hasMerged: true });
    return 'moved';
  }
  held.current = { ...held.current, ...heldBy(outcome.problem, sent) };
  tell({ refusal: outcome.problem });
  return 'refused';
}

/** The answer is the draft from now on; what of the typed text is in it is no edit any more. */
function take(
  { client, now, put, tell }: Saving,
  saved: Application,
  sent: Readonly<Record<string, string>>,
): void {
  const { applicationId } = saved;
  client.setQueryData(readOptions(readApplication, { params: { applicationId } }).queryKey, saved);
  now.current = { ...now.current, application: saved };
  put(without(now.current.edits, sent));
  tell({ savedAtMs: houseNow(), hasFailed: false, refusal: null });
  void refresh(client, `${readApplication.path}/preview`);
  void refresh(client, `${readApplication.path}/path`);
}

/** Neither what somebody has to choose about first, nor what was refused as it stands. */
function readyOf({ edits, application }: Now, held: Readonly<Record<string, string>>): Edits {
  const skipped = new Set(conflictsOf(edits, application));
  return Object.fromEntries(
    Object.entries(edits).filter(
      ([pointer, { text }]) => !skipped.has(pointer) && held[pointer] !== text,
    ),
  );
}

function useEveryFewSeconds(isOn: boolean, save: () => Promise<boolean>): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => void latest.current(), SAVE_AFTER_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}

/** What is typed while a save is under way is sent right after it. */
async function saveAll(saveNext: () => Promise<Saved>, tell: Saving['tell']): Promise<void> {
  const MAX_TURNS = 5;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const result = await saveNext();
    if (result === 'failed') return tell({ hasFailed: true });
    if (result === 'nothing') return;
  }
}

function newer(a: Application, b: Application): Application {
  return b.version >= a.version ? b : a;
}

/** Text that is the server's again is no edit any more. */
function typed({ edits, application }: Now, pointer: string, text: string): Edits {
  const base = edits[pointer]?.base ?? textOf(application, pointer);
  if (text !== textOf(application, pointer)) return { ...edits, [pointer]: { text, base } };
  const { [pointer]: _same, ...others } = edits;
  return others;
}

function kept({ edits, application }: Now, pointer: string, side: 'mine' | 'theirs'): Edits {
  const { [pointer]: own, ...others } = edits;
  if (own === undefined || side === 'theirs') return others;
  return { ...others, [pointer]: { text: own.text, base: textOf(application, pointer) } };
}

/** What was typed on while the save was under way stays. */
function without(edits: Edits, sent: Readonly<Record<string, string>>): Edits {
  return Object.fromEntries(
    Object.entries(edits).flatMap(([pointer, edit]) => {
      const isSent = sent[pointer] !== undefined;
      if (isSent && sent[pointer] === edit.text) return [];
      return [[pointer, isSent ? { ...edit, base: sent[pointer] ?? '' } : edit]];
    }),
  );
}

/** Refused values wait until they are changed, so that they do not hold up the others. */
function heldBy(problem: Problem, sent: Readonly<Record<string, string>>) {
  const pointers = (problem.errors ?? []).map(({ pointer }) => pointer);
  const refused = Object.entries(sent).filter(([pointer]) =>
    pointers.some((refusedPointer) => refusedPointer.startsWith(pointer)),
  );
  // A refusal that names no value is about all of them.
  return Object.fromEntries(refused.length === 0 ? Object.entries(sent) : refused);
}
