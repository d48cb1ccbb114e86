/** The content while it is being typed: kept here until it is saved, whatever the API says of it meanwhile. */
import { useEffect, useState } from 'react';
import { isSame, rebase, withValue, type Draft } from './content.ts';
import { useDraftEdit, type DraftEdit, type Version } from './version.ts';

export type ContentDraft = {
  readonly draft: Draft;
  readonly isDirty: boolean;
  readonly change: (pointer: string, value: unknown) => void;
  readonly discard: () => void;
  readonly save: () => void;
  readonly edit: DraftEdit;
  /** The content that typing began from, and what is saved now: they differ when somebody else has saved. */
  readonly theirs: { readonly before: Draft; readonly after: Draft } | null;
  /** Loads what somebody else has saved, and puts what was typed here on it. */
  readonly reload: () => void;
};

type Edited = { readonly base: Draft; readonly mine: Draft };

export function useContentDraft(version: Version): ContentDraft {
  const saved: Draft = version.content;
  const [edited, setEdited] = useState<Edited | null>(null);
  const edit = useDraftEdit(version);
  const draft = edited?.mine ?? saved;
  const isDirty = edited !== null && !isSame(edited.mine, saved);
  const isMoved = edited !== null && !isSame(edited.base, saved);
  // Once what was typed is what is saved, there is nothing of one's own to keep.
  useEffect(() => {
    setEdited((now) => (now !== null && isSame(now.mine, saved) ? null : now));
  }, [saved]);
  return {
    draft,
    isDirty,
    change: (pointer, value) => {
      if (edit.command.isHeld) return;
      setEdited((now) => ({
        base: now?.base ?? saved,
        mine: withValue(now?.mine ?? saved, pointer, value),
      }));
    },
    discard: () => {
      setEdited(null);
      edit.command.renew();
    },
    save: () => void edit.save(draft),
    edit,
    theirs: edited !== null && isMoved ? { before: edited.base, after: saved } : null,
    reload: () => {
      if (edited !== null) {
        setEdited({ base: saved, mine: rebase({ ...edited, theirs: saved }) });
      }
      edit.reload();
    },
  };
}
