/** What pages of versioned policies share: the version as it is read, and the edit of its draft. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { editDraft, type readVersion } from '../../../api/contracts/policy-versions.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { useCommand, type Command } from '../../../api/use-command.ts';
import { refresh } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { findAction, type Action } from '../../../components/ActionButton.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';

export type Version = AnswerOf<typeof readVersion>;

/** Where the versions of a kind are listed; one of them is below it. */
export type PolicyPath = '/policy/tiers' | '/policy/products' | '/admin/templates';

/** What a version says stands in its own record, in the lists of all versions, and in the list of products. */
export function refreshVersions(client: QueryClient): void {
  for (const path of [
    '/v1/policy-versions',
    '/v1/product-versions',
    '/v1/products',
    '/v1/notice-templates',
  ])
    void refresh(client, path);
}

export function actionOf(version: Version, name: string): Action | undefined {
  return findAction(version.actions, name);
}

export function mayEdit(version: Version): boolean {
  return actionOf(version, 'edit')?.allowed === true;
}

export type DraftEdit = {
  readonly command: Command<typeof editDraft>;
  /** Sends the whole content, guarded by the version that was read. */
  readonly save: (content: unknown) => Promise<boolean>;
  readonly reload: () => void;
};

/** @param onSaved after the API has taken it; a refused edit keeps its form */
export function useDraftEdit(version: Version, onSaved?: () => void): DraftEdit {
  const { t } = useTranslation('policy');
  const client = useQueryClient();
  const { policyVersionId } = version;
  const reload = () => refreshVersions(client);
  const command = useCommand(editDraft, () => {
    announce(t('version.saved'));
    reload();
    onSaved?.();
  });
  return {
    command,
    save: async (content) => {
      const body = { content: content as Record<string, unknown> };
      const outcome = await command.send({ params: { policyVersionId }, body }, version.version);
      return outcome.kind === 'done';
    },
    reload: () => {
      command.renew();
      reload();
    },
  };
}
