import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprintOf, nameKey, nameWords, normalName, placeForms, streetNumber } from './fingerprint.ts'

describe('normalName', () => {
  test.each([
    // Latin: legal forms at either end, written any way
    ['Aoba Precision Instruments K.K.', 'AOBAPRECISIONINSTRUMENTS'],
    ['AOBA PRECISION INSTRUMENTS KABUSHIKI KAISHA', 'AOBAPRECISIONINSTRUMENTS'],
    ['Tarn Foods Co.,Ltd.', 'TARNFOODS'],
    ['Tarn Foods CO LTD', 'TARNFOODS'],
    ['Tarn Foods Pte. Ltd.', 'TARNFOODS'],
    ['Tarn Foods Sdn. Bhd.', 'TARNFOODS'],
    ['Tarn Foods (Pty) Limited', 'TARNFOODS'],
    ['Tarn Foods, L.L.C.', 'TARNFOODS'],
    ['Tarn Foods Inc', 'TARNFOODS'],
    ['PT. Tarn Foods Tbk', 'TARNFOODS'],
    ['Sábalo Azul, S.A. de C.V.', 'SABALOAZUL'],
    ['Sabalo Azul S A DE C V', 'SABALOAZUL'],
    ['Sabalo Azul S.R.L.', 'SABALOAZUL'],
    ['Plan B S.A.', 'PLANB'],
    ['Müller & Söhne GmbH & Co. KG', 'MULLERSOHNE'],
    ['Straßenbau Weiß AG', 'STRASSENBAUWEISS'],
    ['STRASSENBAU WEIẞ AG', 'STRASSENBAUWEISS'],
    ['Ørsund Skibe A/S', 'ORSUNDSKIBE'],
    ['Łódka Sp. z o.o.', 'LODKA'],
    ['Đakovo d.o.o.', 'DAKOVO'],
    ['Ægir Oy', 'AEGIR'],
    ['Þór ehf', 'THOR'],
    ['Kılıç Çelik Ltd. Şti.', 'KILICCELIK'],
    ['İzmir Kalıp A.Ş.', 'IZMIRKALIP'],
    ['Ｔａｒｎ　Ｆｏｏｄｓ　Ｌｔｄ', 'TARNFOODS'],
    ['tarn\u200bfoods', 'TARNFOODS'],
    // What stands inside a name stays
    ['Inc Plus Foods Ltd', 'INCPLUSFOODS'],
    ['Las Palmas Fruit BV', 'LASPALMASFRUIT'],
    // Somebody else
    ['Tarn Foods Ltd C/O Vesper Agency', 'TARNFOODS'],
    ['Vesper Forwarding o/b Tarn Foods', 'VESPERFORWARDING'],
    ['Tarn Foods ℅ Vesper', 'TARNFOODS'],
    ['C/O Vesper Agency', 'COVESPERAGENCY'],
    // Nothing else left
    ['Co. Ltd.', 'CO'],
    ['株式会社', '株式会社'],
    // Japanese
    ['株式会社青葉精機', '青葉精機'],
    ['青葉精機株式会社', '青葉精機'],
    ['㈱青葉精機', '青葉精機'],
    ['青葉精機（株）', '青葉精機'],
    ['(有) アオバ', 'アオバ'],
    ['ｱｵﾊﾞｶﾞﾗｽ', 'アオバガラス'],
    ['アオバ・ガラス　合同会社', 'アオバガラス'],
    // Chinese
    ['青叶精密股份有限公司', '青叶精密'],
    ['青葉精密有限責任公司', '青葉精密'],
    ['青叶精密 有限公司', '青叶精密'],
    // Korean, composed or not
    ['(주)한빛정밀', '한빛정밀'],
    ['한빛정밀 주식회사', '한빛정밀'],
    ['㈜한빛정밀'.normalize('NFD'), '한빛정밀'],
    // Arabic: harakat, tatweel, hamza, Persian letters
    ['شركة النور للتجارة ش.م.م', 'النورللتجارة'],
    ['النُّور للتجـــارة', 'النورللتجارة'],
    ['أنوار', 'انوار'],
    ['کالا', 'كالا'],
    // Cyrillic keeps its own letters
    ['ООО «Ромашка»', 'РОМАШКА'],
    ['ПАО Ёлка', 'ЕЛКА'],
    ['Йод ЗАО', 'ЙОД'],
    // Others
    ['Αθήνα Α.Ε.', 'ΑΘΗΝΑ'],
    ['บริษัท ไทยดี จำกัด', 'ไทยดี'],
    ['हिन्दी उद्योग', 'हिन्दीउद्योग'],
    ['--- ***', ''],
  ])('reads %s as %s', (text, normal) => {
    expect(normalName(text)).toBe(normal)
  })

  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'Aoba',
          'CO',
          'LTD',
          'S.A.',
          '株式',
          '会社',
          '株',
          'ООО',
          'C/O',
          'ｶﾞ',
          'Ё',
          'ـ',
          '주',
          'İ',
        ),
      )
      .map((words) => words.join(' ')),
  )

  test('is its own normal form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalName(normalName(text))).toBe(normalName(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('is empty only for a text without letters and digits', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalName(text) === '').toBe(!/[\p{L}\p{N}]/u.test(text.normalize('NFKC')))
      }),
      { numRuns: 2000 },
    )
  })

  test('does not depend on case, width, spacing and punctuation', () => {
    const wide = (text: string): string =>
      text.replaceAll(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
    const word = fc.stringMatching(/^[A-Z]{2,8}$/).filter((text) => text !== 'CO')
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(', ', '  ', ' - ', '. '),
        (words, gap) => {
          const normal = normalName(words.join(' '))
          expect(normalName(words.join(gap).toLowerCase())).toBe(normal)
          expect(normalName(wide(words.join(' ')))).toBe(normal)
          expect(normalName(`(${words.join(' ')}) `)).toBe(normal)
        },
      ),
    )
  })
})

describe('streetNumber', () => {
  test.each([
    [['1-2-3 Shibaura'], '1-2-3'],
    [['芝浦１丁目２番３号'], '1-2-3'],
    [['Hafenstraße 12a'], '12A'],
    [['236 Wendell Ford Blvd', 'Ste 1304'], '236'],
    [['Shop B12, Pier Road'], undefined],
    [['شارع النيل ١٢'], '12'],
    [[], undefined],
  ])('of %j is %s', (lines, number) => {
    expect(streetNumber(lines)).toBe(number)
  })
})

describe('fingerprintOf', () => {
  const place = { country: 'JP', postcode: '108-0023', city: 'Tokyo', lines: ['1-2-3 Shibaura'] }

  test('has a version, and never changes within it', () => {
    expect(fingerprintOf('Aoba K.K.', place)).toBe('f1:D2P0xpphhrU5L7PY_9brtg')
    expect(nameKey('Aoba K.K.')).toBe('n1:k_1j1vGrmVPCLvFVFDmKNw')
  })

  test.each([
    { differs: 'country', over: { country: 'KR' } },
    { differs: 'postcode', over: { postcode: '108-0024' } },
  ])('is another for another $differs', ({ over }) => {
    expect(fingerprintOf('Aoba', { ...place, ...over })).not.toBe(fingerprintOf('Aoba', place))
  })

  test.each([
    { when: 'there is no name', name: '---', over: {} },
    { when: 'the country is unknown', name: 'Aoba', over: { country: undefined } },
    { when: 'nothing but the city is known', name: 'Aoba', over: { postcode: undefined, lines: [] } },
    { when: 'nothing but the street is known', name: 'Aoba', over: { postcode: undefined, city: undefined } },
  ])('is missing when $when', ({ name, over }) => {
    expect(fingerprintOf(name, { ...place, ...over })).toBeUndefined()
  })

  test('keeps a postcode apart from a city and number that read alike', () => {
    expect(placeForms(place)).toEqual(['JP|P|1080023', 'JP|C|TOKYO|1-2-3'])
  })

  test.each([
    ['UK', 'GB'],
    ['EL', 'GR'],
  ])('takes %s for %s', (alias, country) => {
    expect(fingerprintOf('Aoba', { ...place, country: alias })).toBe(
      fingerprintOf('Aoba', { ...place, country }),
    )
  })
})

describe('nameWords', () => {
  test.each([
    ['Aoba Precision Instruments Co., Ltd.', ['AOBA', 'PRECISION', 'INSTRUMENTS']],
    ['The Tarn International Trading Company', ['TARN']],
    ['A.B.C. Trading', ['ABC']],
    ['Global Trading Ltd', ['GLOBAL', 'TRADING']],
    ['Tarn Tarn', ['TARN']],
    ['青葉精機株式会社', ['青葉精機']],
    ['...', []],
  ])('of %s are %j', (text, words) => {
    expect(nameWords(text)).toEqual(words)
  })
})
