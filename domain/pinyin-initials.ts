/**
 * Initials of Chinese names, as people type them to find somebody: 张主任 is `zzr`. The collation of ICU sorts Han
 * characters by their reading, so a character begins with the last letter whose first character does not come after
 * it; a reading that only the context tells (单 as a surname) is found under its usual one.
 */
const collator = new Intl.Collator('zh-u-co-pinyin');

/** The first common character of each initial; i, u and v begin no syllable. */
const firsts: readonly (readonly [string, string])[] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '痳'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '扨'],
  ['t', '它'],
  ['w', '穵'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];

/** Lower case; what is no Han character stays, spaces and dots go. */
export function pinyinInitials(name: string): string {
  return [...name.toLowerCase()].map(initialOf).join('');
}

function initialOf(character: string): string {
  if (/\p{Script=Han}/u.test(character)) {
    const found = firsts.findLast(([, first]) => collator.compare(first, character) <= 0);
    return found?.[0] ?? 'a';
  }
  return /[\p{L}\p{N}]/u.test(character) ? character : '';
}
