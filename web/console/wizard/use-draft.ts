/**
 * The draft of the wizard. What is typed is kept in memory and given to the server when a field is left and at most
 * five seconds after a change, under the version that was read. Another version is taken over value by value; a lost
 * answer is asked for again with the same key; nothing that was typed is ever dropped.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { changeApplication } from '../../api/contracts/application-drafts.ts';
import { readApplication } from '../../api/contracts/cases.ts';
import { houseNow } from '../../api/clock.ts';
import type { Problem } from '../../api/problem.ts';
import { useCommand } from '../../api/use-command.ts';
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
  const { applicationId } = application;
  const client = useQueryClient();
  const [edits, setEdits] = useState<Edits>({});
  const [savedAtMs, setSavedAt] = useState<number | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [hasMerged, setMerged] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const now = useRef({ edits, application });
  const held = useRef<Readonly<Record<string, string>>>({});
  const running = useRef<Promise<boolean> | null>(null);
  useEffect(() => {
    now.current = { edits, application: newer(now.current.application, application) };
  });

  const command = useCommand(changeApplication);
  const put = useCallback((next: Edits) => {
    now.current = { ...now.current, edits: next };
    setEdits(next);
  }, []);

  const taken = useCallback(
    (saved: Application, sent: Readonly<Record<string, string>>) => {
      const { queryKey } = readOptions(readApplication, { params: { applicationId } });
      client.setQueryData(queryKey, saved);
      now.current = { ...now.current, application: saved };
      put(without(now.current.edits, sent));
      setSavedAt(houseNow());
      setFailed(false);
      void refresh(client, `/v1/applications/:applicationId/preview`);
      void refresh(client, `/v1/applications/:applicationId/path`);
    },
    [applicationId, client, put],
  );

  const saveOnce = async (): Promise<'saved' | 'moved' | 'refused' | 'failed' | 'nothing'> => {
    const known = now.current;
    const skipped = new Set(conflictsOf(known.edits, known.application));
    const ready = Object.fromEntries(
      Object.entries(known.edits).filter(
        ([pointer, { text }]) => !skipped.has(pointer) && held.current[pointer] !== text,
      ),
    );
    const { body, sent } = sendableOf(ready, known.application);
    if (Object.keys(sent).length === 0) return 'nothing';
    command.renew();
    const params = { applicationId };
    let outcome = await command.send({ params, body }, known.application.version);
    // A lost answer: the same words under the same key tell what became of them.
    if (outcome.kind === 'unknown')
      outcome = await command.send({ params, body }, known.application.version);
    if (outcome.kind === 'done') {
      setRefusal(null);
      taken(outcome.body, sent);
      return 'saved';
    }
    if (outcome.kind !== 'refused') return 'failed';
    if (outcome.problem.code === 'stale_version') {
      const options = readOptions(readApplication, { params }, { staleMs: 0 });
      const latest = await client.fetchQuery(options);
      now.current = { ...now.current, application: latest };
      setMerged(true);
      return 'moved';
    }
    held.current = { ...held.current, ...heldBy(outcome.problem, sent) };
    setRefusal(outcome.problem);
    return 'refused';
  };

  const save = (): Promise<boolean> => {
    running.current ??= saveAll(saveOnce, setFailed)
      .catch(() => setFailed(true))
      .then(() => Object.keys(now.current.edits).length === 0)
      .finally(() => {
        running.current = null;
      });
    return running.current;
  };

  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  });
  const isDirty = Object.keys(edits).length > 0;
  useEffect(() => {
    if (!isDirty) return;
    const timer = setInterval(() => void latestSave.current(), SAVE_AFTER_MS);
    return () => clearInterval(timer);
  }, [isDirty]);

  const conflicts = useMemo(() => conflictsOf(edits, application), [edits, application]);
  const isSaving = command.state.kind === 'sending' || command.state.kind === 'waiting';
  return {
    application,
    textOf: (pointer) => edits[pointer]?.text ?? textOf(application, pointer),
    change: (pointer, text) => put(typed(now.current, pointer, text)),
    save,
    state: isSaving ? 'saving' : hasFailed ? 'failed' : isDirty ? 'changed' : 'saved',
    savedAtMs,
    problem: refusal,
    conflicts,
    keep: (pointer, side) => put(kept(now.current, pointer, side)),
    hasMerged,
    isDirty: () => Object.keys(now.current.edits).length > 0,
  };
}

/** What is typed while a save is under way is sent right after it. */
async function saveAll(
  saveOnce: () => Promise<'saved' | 'moved' | 'refused' | 'failed' | 'nothing'>,
  setFailed: (hasFailed: boolean) => void,
): Promise<void> {
  const MAX_TURNS = 5;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const result = await saveOnce();
    if (result === 'failed') return setFailed(true);
    if (result === 'nothing') return;
  }
}

function newer(a: Application, b: Application): Application {
  return b.version >= a.version ? b : a;
}

type Now = { readonly edits: Edits; readonly application: Application };

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
