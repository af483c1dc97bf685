import type { Membership } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { readListFile } from '../list-file.ts'
import { bytesOf, membersOf, options, problemsOf, read } from '../testing/list-text.ts'

const FULL = [
  'member_id,name,aliases,street,city,postcode,region,country,status,status_from,types,certificate,tier,consent,valid_from,valid_to,revalidation_due,identifiers,conveyance,sequence',
  'JP-0001,"Aoba Precision, K.K.",青葉精機|Aoba,1-2-3 Shibaura,Tokyo,108-0023,Kanto,jp,Certified,2024-04-01,exporter|importer,EXP,ii,given,2024-04-01,2027-03-31,2027-01-31,eori:DE123|mid:DEFOO1BER|local:TRIDENT:C:7,MID@US:JPAOB123TOK|OWN_NUMBER:77,12',
].join('\n')

const MEMBERSHIP: Membership = {
  programme: 'JP-AEO',
  memberId: 'JP-0001',
  names: ['Aoba Precision, K.K.', '青葉精機', 'Aoba'],
  addresses: [
    { lines: ['1-2-3 Shibaura'], city: 'Tokyo', postcode: '108-0023', region: 'Kanto', country: 'JP' },
  ],
  identifiers: [
    { scheme: 'eori', value: 'DE123' },
    { scheme: 'mid', value: 'DEFOO1BER' },
    { scheme: 'local', issuer: 'TRIDENT', value: 'C:7' },
  ],
  status: 'certified',
  statusFrom: '2024-03-31T15:00:00.000Z',
  consent: 'given',
  types: ['exporter', 'importer'],
  certificate: 'EXP',
  tier: 'II',
  validFrom: '2024-03-31T15:00:00.000Z',
  validTo: '2027-03-31T15:00:00.000Z',
  revalidationDue: '2027-01-31T15:00:00.000Z',
  conveyance: [
    { method: 'MID', value: 'JPAOB123TOK', destination: 'US' },
    { method: 'OWN_NUMBER', value: '77' },
  ],
}

describe('a CSV list', () => {
  test.each([
    { how: 'as it is', text: FULL },
    { how: 'with a byte order mark and CRLF', text: `\uFEFF${FULL.replaceAll('\n', '\r\n')}\r\n` },
    { how: 'with semicolons', text: FULL.replaceAll(/,(?! K)/g, ';') },
    {
      how: 'with tabs and spaced headers',
      text: FULL.replaceAll(/,(?! K)/g, '\t').replace('member_id', 'Member ID'),
    },
    { how: 'with empty lines', text: FULL.replace('\n', '\n\n\n') },
  ])('is read whole, $how', async ({ text }) => {
    expect(await read(text)).toEqual([{ row: 1, membership: MEMBERSHIP, sequence: 12 }])
  })

  test('leaves open what a row leaves out', async () => {
    const items = await read('member_id,name,status\n1,Aoba,certified\n', {
      defaults: { types: ['exporter'] },
    })
    expect(items).toEqual([
      {
        row: 1,
        membership: {
          programme: 'JP-AEO',
          memberId: '1',
          names: ['Aoba'],
          addresses: [],
          identifiers: [],
          status: 'certified',
          consent: 'unknown',
          types: ['exporter'],
          conveyance: [],
        },
      },
    ])
  })

  const row = (column: string, value: string): string =>
    `member_id,name,status,country,${column}\n1,Aoba,certified,JP,${value}\n`
  test.each([
    {
      text: row('valid_to', '20260231'),
      problem: 'line 2, column valid_to: found "20260231", expected a date that exists',
    },
    {
      text: row('types', 'exporter|pirate'),
      problem: /^line 2, column types: found "pirate", expected one of exporter, importer/,
    },
    {
      text: row('tier', 'IV'),
      problem: 'line 2, column tier: found "IV", expected one of I, II, III, other',
    },
    {
      text: row('identifiers', 'vat:7'),
      problem: /^line 2, column identifiers: found "vat", expected one of eori/,
    },
    { text: row('identifiers', 'eori'), problem: /^line 2, column identifiers: found "", expected a value/ },
    {
      text: row('conveyance', 'FAX:7'),
      problem: /^line 2, column conveyance: found "FAX", expected one of MID/,
    },
    {
      text: row('sequence', '-1'),
      problem: 'line 2, column sequence: found "-1", expected a whole number from 0',
    },
    {
      text: row('programme', 'XX-NONE'),
      problem: 'line 2, column programme: found "XX-NONE", expected a known programme: JP-AEO, US-CTPAT',
    },
    {
      text: row('programme', 'US-CTPAT'),
      problem: 'line 2, column programme: found "US-CTPAT", expected JP-AEO, the programme of this list',
    },
    {
      text: row('valid_from,valid_to', '2026-05-02,2026-05-01'),
      problem: /column valid_to: found "2026-05-01", expected an end after the start/,
    },
    {
      text: row('change', 'removed'),
      problem: /column change: found "removed", expected member: only changes can remove/,
    },
    { text: row('city', '\uFFFD'), problem: /column city: found "\uFFFD", expected text in UTF-8/ },
    { text: row('city', 'a,b'), problem: 'line 2: found "6 cells", expected 5 cells, as in the first line' },
    { text: 'member_id,name,status\n,Aoba,certified\n', problem: 'line 2, column member_id: expected text' },
    { text: 'member_id,name,status\n1,,certified\n', problem: /^line 2, column name: .*expected a value/ },
    {
      text: 'member_id,name,status\n1,Aoba,\n',
      problem: /^line 2, column status: expected one of certified/,
    },
    {
      text: 'member_id,name,status,city\n1,Aoba,certified,Tokyo\n',
      problem: /^line 2, column country: expected/,
    },
    {
      text: row('region', '').replace(',JP,', ',Japan,'),
      problem: 'line 2, column country: found "JAPAN", expected a two-letter country code, such as JP',
    },
  ])('reports $problem', async ({ text, problem }) => {
    const items = await read(text)
    expect(problemsOf(items)).toEqual([
      expect.stringMatching(problem instanceof RegExp ? problem : literal(problem)),
    ])
    expect(membersOf(items)).toEqual([])
  })

  test('reports every fault of a row, and reads the other rows', async () => {
    const items = await read('member_id,name,status,tier\n1,A,certified,I\n2,B,lost,IX\n3,C,revoked,\n')
    expect(membersOf(items)).toEqual(['1', '3'])
    expect(problemsOf(items)).toEqual([
      expect.stringMatching(/^line 3, column status: found "lost"/),
      expect.stringMatching(/^line 3, column tier: found "IX"/),
    ])
  })

  test('reports a member that a list names twice', async () => {
    const text = 'member_id,name,status\n1,A,certified\n2,B,certified\n1,A,revoked\n'
    expect(problemsOf(await read(text))).toEqual([
      'line 4, column member_id: found "1", expected each member once (it is also member 1)',
    ])
    expect(membersOf(await read(text, { kind: 'changes' }))).toEqual(['1', '2', '1'])
  })

  test.each([
    { what: 'nothing', text: '', problem: /^line 1: expected a first line with the names of the columns/ },
    {
      what: 'no header',
      text: '1,Aoba,certified\n',
      problem: /column 1: expected only the columns programme, member_id/,
    },
    {
      what: 'a misspelt column',
      text: 'member_id,name,status,valid_too\n1,A,certified,2026-01-01\n',
      problem: /column valid_too: expected only the columns/,
    },
    {
      what: 'a column of JavaScript',
      text: 'member_id,name,status,constructor\n1,A,certified,1\n',
      problem: /column constructor: expected only/,
    },
    {
      what: 'a column twice',
      text: 'member_id,name,status,name\n',
      problem: /column name: expected each column once/,
    },
    {
      what: 'no status',
      text: 'member_id,name\n1,A\n',
      problem: /column status: expected this column in the first line/,
    },
    {
      what: 'a quote that is never closed',
      text: 'member_id,name,status\n1,"A,certified\n2,B,certified\n',
      problem: /expected well-formed CSV/,
    },
    {
      what: 'UTF-16',
      text: Buffer.from('\uFEFFmember_id', 'utf16le'),
      problem: /found "UTF-16", expected text in UTF-8/,
    },
  ])('with $what cannot be relied on at all', async ({ text, problem }) => {
    const items = await read(text)
    expect(problemsOf(items)).toContainEqual(expect.stringMatching(problem))
    expect(items.some((item) => 'problem' in item && item.problem.isFatal)).toBe(true)
    expect(membersOf(items)).toEqual([])
  })

  test('names its programme row by row when nobody else does', async () => {
    const text = 'programme,member_id,name,status\nJP-AEO,1,A,certified\nUS-CTPAT,1,B,certified\n'
    const { programme: _programme, ...rest } = options
    const items = await Array.fromAsync(readListFile(bytesOf(text), rest))
    expect(items.flatMap((item) => ('membership' in item ? item.membership.programme : []))).toEqual([
      'JP-AEO',
      'US-CTPAT',
    ])
  })
})

const literal = (text: string): RegExp => new RegExp(`^${RegExp.escape(text)}$`)
