import { describe, expect, test } from 'vitest'
import { charsetOf } from './charset.ts'

const latin1 = (...bytes: number[]): string => Buffer.from(bytes).toString('latin1')
const utf8 = (text: string): string => Buffer.from(text).toString('latin1')

describe('charsetOf', () => {
  test.each([
    { id: 'UNOA', bytes: 'ABC', text: 'ABC', doubtful: false },
    { id: 'UNOA', bytes: utf8('青葉'), text: '青葉', doubtful: true },
    { id: 'UNOB', bytes: latin1(0x53, 0xe9), text: 'Sé', doubtful: true },
    { id: '', bytes: utf8('شركة'), text: 'شركة', doubtful: true },
    { id: 'UNOC', bytes: latin1(0xe9, 0xa4), text: 'é¤', doubtful: false },
    { id: 'UNOC', bytes: latin1(0x80, 0x92), text: '€’', doubtful: true },
    { id: 'UNOD', bytes: latin1(0xa3), text: 'Ł', doubtful: false },
    { id: 'UNOE', bytes: latin1(0xb0), text: 'А', doubtful: false },
    { id: 'UNOF', bytes: latin1(0xc1), text: 'Α', doubtful: false },
    { id: 'UNOG', bytes: latin1(0xa1), text: 'Ħ', doubtful: false },
    { id: 'UNOH', bytes: latin1(0xa2), text: 'ĸ', doubtful: false },
    { id: 'UNOI', bytes: latin1(0xc7), text: 'ا', doubtful: false },
    { id: 'UNOJ', bytes: latin1(0xe0), text: 'א', doubtful: false },
    { id: 'UNOK', bytes: latin1(0xfd), text: 'ı', doubtful: false },
    { id: 'UNOW', bytes: utf8('青葉'), text: '青葉', doubtful: false },
    { id: 'unoy', bytes: utf8('青葉'), text: '青葉', doubtful: false },
    { id: 'UNOY', bytes: latin1(0xe9), text: undefined, doubtful: false },
    { id: 'UNOI', bytes: latin1(0xa1), text: undefined, doubtful: false },
    { id: 'UNOX', bytes: 'PLAIN', text: 'PLAIN', doubtful: false },
    { id: 'UNOX', bytes: '\u001b$B@DMU', text: undefined, doubtful: false },
    { id: 'UNO9', bytes: latin1(0xe9), text: undefined, doubtful: false },
  ])('decodes bytes under $id to $text', ({ id, bytes, text, doubtful }) => {
    expect(charsetOf(id, false).decode(bytes)).toEqual({ text, doubtful })
  })

  test('takes a byte order mark for the stronger word', () => {
    expect(charsetOf('UNOC', true).decode(utf8('é'))).toEqual({ text: 'é', doubtful: false })
  })
})
