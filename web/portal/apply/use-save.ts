/** Writes a screen of the wizard into the draft; the answer is the draft of the screens that follow. */
import { useQueryClient } from '@tanstack/react-query';
import { changeApplication, readOwnApplication } from '../../api/contracts/my-applications.ts';
import type { InputOf } from '../../api/contract.ts';
import { useCommand, type Command } from '../../api/use-command.ts';
import { readOptions } from '../../api/use-read.ts';
import type { OwnApplication } from './ApplyWizard.tsx';

type Changes = InputOf<typeof changeApplication>['body'];

export function useSave(
  { applicationId, version }: OwnApplication,
  onDone: () => void,
): { readonly command: Command<typeof changeApplication>; readonly save: (body: Changes) => void } {
  const client = useQueryClient();
  const params = { applicationId };
  const command = useCommand(changeApplication, ({ body }) => {
    client.setQueryData(readOptions(readOwnApplication, { params }).queryKey, body);
    onDone();
  });
  return {
    command,
    save: (body) => {
      // Nothing was changed: the next screen can be looked at without a new version.
      if (Object.keys(body).length === 0) onDone();
      else void command.send({ params, body }, version);
    },
  };
}
