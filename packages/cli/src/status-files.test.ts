import type { PartyLink } from '@trustlane/contracts'
import { openEmbeddedStatusStore } from '@trustlane/trader-status'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure.ts'
import { loadLinksFile, loadStatusFile } from './status-files.ts'
import { aFolder, fakeIo } from './testing/fake-io.ts'

const AT = new Date('2026-06-01T00:00:00Z')
const HEAD = 'programme,member_id,name,country,status,types'
const JAPAN = 'JP-AEO,JP-0001,Aoba Precision KK,JP,certified,exporter'
const US = 'US-CTPAT,CT-0001,Redwood Supply Inc,US,certified,importer'
const csv = (...rows: readonly string[]): string => `${rows.join('\n')}\n`
const evidence = csv(`${HEAD},reference,checked_by,expires`, `${JAPAN},certificate 7,sora,2026-05-01`)

const aStore = () => openEmbeddedStatusStore({ file: ':memory:' })

describe('loadStatusFile', () => {
  test('makes a list of each programme that the rows name', async () => {
    using folder = aFolder()
    await using store = await aStore()
    const file = folder.file('both.csv', csv(HEAD, JAPAN, US))
    expect(await loadStatusFile(store, file, AT, fakeIo())).toBe(0)
    expect(await store.lists()).toEqual({
      'JP-AEO': { list: 'published', asOf: AT.toISOString(), partial: false, members: 1 },
      'US-CTPAT': { list: 'published', asOf: AT.toISOString(), partial: false, members: 1 },
    })
  })

  test.each([
    { before: 'complete:', list: 'complete', told: '' },
    { before: 'published:', list: 'published', told: '' },
    { before: '', list: 'published', told: 'taken as a published list' },
  ])('takes the kind that stands before the file, "$before"', async ({ before, list, told }) => {
    using folder = aFolder()
    await using store = await aStore()
    const io = fakeIo()
    await loadStatusFile(store, `${before}${folder.file('jp.csv', csv(HEAD, JAPAN))}`, AT, io)
    expect(io.err().replace(/^\S+jp\.csv: (.*);.*\n$/, '$1')).toBe(told)
    expect((await store.lists())['JP-AEO']).toMatchObject({ list })
  })

  test('keeps until when evidence may be relied on, without being told that it is evidence', async () => {
    using folder = aFolder()
    await using store = await aStore()
    await loadStatusFile(store, folder.file('evidence.csv', evidence), AT, fakeIo())
    const [found] = await store.find('JP-0001')
    expect(found!.source).toMatchObject({ kind: 'evidence', expires: expect.stringMatching(/^2026-05-01T/) })
  })

  test('refuses to take evidence for a list', async () => {
    using folder = aFolder()
    await using store = await aStore()
    const file = folder.file('evidence.csv', evidence)
    await expect(loadStatusFile(store, `complete:${file}`, AT, fakeIo())).rejects.toThrow(
      'has the columns of evidence: it cannot be loaded as complete',
    )
  })

  test('leaves broken rows out, tells each once, and knows the list for partial', async () => {
    using folder = aFolder()
    await using store = await aStore()
    const io = fakeIo()
    const file = folder.file('both.csv', csv(HEAD, JAPAN, US, 'JP-AEO,JP-2,Kestrel KK,JP,certifed,exporter'))
    expect(await loadStatusFile(store, `complete:${file}`, AT, io)).toBe(1)
    expect(io.err()).toMatch(
      /^\S+both\.csv: line 4, column status: found "certifed", expected one of certified, .*\n$/,
    )
    expect((await store.lists())['JP-AEO']).toMatchObject({ partial: true, members: 1 })
  })

  test.each([
    { what: 'no list', content: 'hello\n', message: /list\.csv: the list cannot be read: .*column/ },
    {
      what: 'an unknown programme',
      content: csv(HEAD, JAPAN.replace('JP-AEO', 'XX-AEO')),
      message: /list\.csv: the list holds no member/,
    },
    { what: 'nothing', content: '', message: /list\.csv: / },
  ])('refuses $what, and names the file', async ({ content, message }) => {
    using folder = aFolder()
    await using store = await aStore()
    const refusal: unknown = await loadStatusFile(
      store,
      folder.file('list.csv', content),
      AT,
      fakeIo(),
    ).catch((error: unknown) => error)
    expect(failureOf(refusal)).toEqual({ exitCode: 2, message: expect.stringMatching(message) })
  })
})

describe('loadLinksFile', () => {
  const link: PartyLink = {
    linkId: 'L1',
    key: 'id:mid:JPAOB123TOK',
    member: { programme: 'JP-AEO', memberId: 'JP-0001' },
    grounds: 'certificate-seen',
    evidence: 'certificate 7',
    state: 'confirmed',
    madeBy: 'mika',
    madeAt: '2026-05-01T00:00:00Z',
    checkedBy: 'sora',
    checkedAt: '2026-05-02T00:00:00Z',
    validFrom: '2026-05-02T00:00:00Z',
    validTo: '2027-05-02T00:00:00Z',
  }

  test.each([
    { form: 'an array', text: JSON.stringify([link, { ...link, linkId: 'L2', key: 'id:duns:1' }], null, 2) },
    {
      form: 'one a line',
      text: `${JSON.stringify(link)}\n\n${JSON.stringify({ ...link, linkId: 'L2', key: 'id:duns:1' })}\n`,
    },
  ])('reads $form', async ({ text }) => {
    using folder = aFolder()
    await using store = await aStore()
    await loadLinksFile(store, folder.file('links.json', text), fakeIo())
    expect((await store.links()).map(({ linkId }) => linkId).toSorted()).toEqual(['L1', 'L2'])
  })

  test.each([
    { what: 'no JSON', text: '[{', message: /links\.json: not JSON: / },
    {
      what: 'a line that is no JSON',
      text: `${JSON.stringify(link)}\nhello`,
      message: /links\.json: line 2: not JSON: /,
    },
    {
      what: 'a link without evidence',
      text: JSON.stringify([link, { ...link, evidence: '' }]),
      message: /links\.json: link 2: evidence: /,
    },
    {
      what: 'a day that does not exist',
      text: JSON.stringify([{ ...link, validTo: '2026-02-31T00:00:00Z' }]),
      message: /links\.json: link 1: validTo: /,
    },
  ])('refuses $what with its place, and loads nothing', async ({ text, message }) => {
    using folder = aFolder()
    await using store = await aStore()
    await expect(loadLinksFile(store, folder.file('links.json', text), fakeIo())).rejects.toThrow(message)
    expect(await store.links()).toEqual([])
  })
})
