/** Latin letters that no Unicode decomposition reaches, and spellings of other scripts that people use alike. */
const ALIKE: Readonly<Record<string, string>> = {
  ẞ: 'SS',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Æ: 'AE',
  Œ: 'OE',
  Ħ: 'H',
  Ŧ: 'T',
  Ŋ: 'N',
  Ə: 'E',
  Ё: 'Е',
  ٱ: 'ا',
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
}
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu')

/** Only on Latin and Greek are marks mere accents; in kana, Hangul, Indic and Thai they are part of the letter. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{Mn}*)\p{Mn}/gu

/** Invisible controls, modifier letters (Ukrainian apostrophe), Hebrew points, Arabic tatweel and harakat. */
const UNWRITTEN = /\p{Cf}|[\u02b0-\u02ff\u0640]|[[\p{Script=Hebrew}\p{Script_Extensions=Arabic}]&&\p{Mn}]/gv

/** Most names; they have nothing to take away but their case. */
const ASCII = /^[\x20-\x7e]*$/

const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g

/**
 * Text with everything taken away by which one spelling differs from another of the same letters: width,
 * case, accents, vowel points, invisible characters. Punctuation and spaces stay. Never throws.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase()
  return text
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .replaceAll(UNWRITTEN, '')
    .normalize('NFC')
    .replaceAll(ALIKE_LETTERS, (letter) => ALIKE[letter] ?? letter)
    .replaceAll(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** Runs of letters and digits of a folded text. */
export const tokensOf = (folded: string): string[] => folded.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
