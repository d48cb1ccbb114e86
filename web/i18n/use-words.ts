/**
 * Words inside components: the hook of react-i18next with keys that the compiler knows. The library's own typing of
 * keys takes minutes over a whole console, a union of literals takes none.
 */
import type { i18n } from 'i18next';
// oxlint-disable-next-line no-restricted-imports -- the one place that may
import { useTranslation as useLibrary } from 'react-i18next';
import type { AnyKey, KeyOf, Namespace, Resources } from './resources.ts';

/** What a text is filled with; `count` also chooses its plural. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export type Translate<N extends Namespace = 'frame'> = (
  key: KeyOf<Resources[N]> | AnyKey,
  facts?: Facts,
) => string;

/** @param namespace whose keys need no prefix; any other key is written with its own, `frame:action.retry` */
export function useTranslation<N extends Namespace = 'frame'>(
  namespace?: N,
): { readonly t: Translate<N>; readonly i18n: i18n } {
  const { t, i18n } = useLibrary([namespace ?? 'frame', 'frame', 'errors']);
  return { t: t as unknown as Translate<N>, i18n };
}
