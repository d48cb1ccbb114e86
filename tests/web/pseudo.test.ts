import { expect, test } from 'vitest';
import { pseudoText } from '../../web/i18n/pseudo.ts';

test('pseudoText() marks a text and makes it two fifths longer', () => {
  expect(pseudoText('Approve it')).toBe('[！ Àpprövé ît···· ！]');
  expect(pseudoText('同意')).toBe('[！ 同意· ！]');
});
