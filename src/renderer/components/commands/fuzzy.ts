/** The first Hangul syllable, how many come of each leading consonant, and of each of its vowels. */
const SYLLABLES = { first: 0xac00, last: 0xd7a3, perConsonant: 588, perVowel: 28 } as const;
const CONSONANTS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

/**
 * Whether what was typed stands for a letter: itself, the leading consonant of a Hangul syllable
 * (`ㅁ` of `무`), or a syllable that is still without its last consonant (`저` of `전`).
 */
function standsFor(typed: string, letter: string): boolean {
  if (typed === letter) return true;
  const syllable = letter.charCodeAt(0);
  if (syllable < SYLLABLES.first || syllable > SYLLABLES.last) return false;
  const place = syllable - SYLLABLES.first;
  const consonant = CONSONANTS[Math.floor(place / SYLLABLES.perConsonant)];
  const open = SYLLABLES.first + place - (place % SYLLABLES.perVowel);
  return typed === consonant || typed === String.fromCharCode(open);
}

/**
 * How well a text fits what was typed: its letters in their order, better together, better at the
 * beginning of words.
 *
 * @param subject what the text is about: of two that fit as well, the shorter one is meant
 * @returns more for a better fit; 0 for none
 */
export function fuzzyScore(typed: string, text: string, subject = text): number {
  const wanted = Array.from(typed.toLowerCase().replace(/\s+/g, ''));
  const letters = Array.from(text.toLowerCase());
  if (wanted.length === 0) return 1;
  let best = 0;
  for (const [start, letter] of letters.entries()) {
    const [first = ''] = wanted;
    if (standsFor(first, letter)) best = Math.max(best, scoreFrom(start, wanted, letters));
  }
  return best === 0 ? 0 : best + 1 / (subject.length + 1);
}

const AT_WORD = 8;
const TOGETHER = 5;
const ANYWHERE = 1;

function scoreFrom(start: number, wanted: readonly string[], letters: readonly string[]): number {
  let score = 0;
  let found = 0;
  let last = -1;
  for (let at = start; at < letters.length && found < wanted.length; at += 1) {
    if (!standsFor(wanted[found] ?? '', letters[at] ?? '')) continue;
    const isAtWord = at === 0 || /[\s\-_./()]/.test(letters[at - 1] ?? '');
    score += isAtWord ? AT_WORD : at === last + 1 ? TOGETHER : ANYWHERE;
    last = at;
    found += 1;
  }
  return found < wanted.length ? 0 : score;
}

/**
 * The items that fit, the best first, in their order where they fit as well; all of them where
 * nothing was typed.
 */
export function fuzzyFind<Item>(
  typed: string,
  items: readonly Item[],
  text: (item: Item) => string,
  subject = text,
): Item[] {
  if (typed.trim() === '') return [...items];
  return items
    .map((item) => ({ item, score: fuzzyScore(typed, text(item), subject(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
