import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../services/standalone/src/main.ts')

const manifest = (documentNumber: string, consignments: unknown, over: object = {}): string =>
  JSON.stringify({ sender: 'PORT', documentNumber, consignments, ...over })
const bill = (billNumber: string, over: object = {}): object => ({
  billNumber,
  loading: { unlocode: 'JPTYO' },
  discharge: { unlocode: 'USLGB' },
  parties: [
    { role: 'consignor', name: 'Aoba Precision Instruments K.K.' },
    { role: 'consignee', name: 'Redwood Laboratory Supply Inc' },
    { role: 'carrier', name: 'Trident Ocean Lines' },
  ],
  ...over,
})

const EDIFACT = [
  "UNB+UNOA:1+PORT+CUSTOMS+260601:1200+1'",
  "UNH+1+CUSCAR:D:96B:UN'",
  "BGM+85+EDI1+9'",
  "CNI+1+EDIBILL1'",
  "RFF+BM:EDIBILL1'",
  "LOC+9+JPTYO:139'",
  "LOC+11+USLGB:139'",
  "NAD+CZ+++AOBA PRECISION'",
  "NAD+CN+++REDWOOD LABORATORY'",
].join('\n')

/** File, and what the one who put it there must read on the terminal. */
const FILES: readonly {
  readonly file: string
  readonly content: string | Uint8Array
  readonly says: RegExp
}[] = [
  {
    file: '01-no-format.bin',
    content: Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251),
    says: /UNREADABLE.*UNKNOWN_FORMAT.*expected canonical JSON/,
  },
  { file: '02-empty.json', content: '', says: /UNREADABLE.*empty/i },
  {
    file: '03-broken.json',
    content: '{"sender": "PORT", ]',
    says: /line 1 column 20\): JSON_SYNTAX: this is not JSON/,
  },
  { file: '04-truncated.edi', content: EDIFACT, says: /MESSAGE_TRUNCATED: the message has no UNT/ },
  {
    file: '05-no-consignments.json',
    content: manifest('NOCONS', []),
    says: /dead letter.*consignments/,
  },
  {
    file: '06-no-parties.json',
    content: manifest('NOPARTY', [bill('NOPARTY1', { parties: [] })]),
    says: /NOPARTY1 .*data .*PARTY_MISSING/,
  },
  {
    file: '07-bad-date.json',
    content: manifest('BADDATE', [bill('BADDATE1')], { arrivalDate: '20260231' }),
    says: /20260231/,
  },
  {
    file: '08-scripts.json',
    content: manifest('SCRIPTS', [
      bill('SCRIPTJA', {
        parties: [
          { role: 'consignor', name: '株式会社青葉精密' },
          { role: 'consignee', name: 'شركة النخيل للتجارة' },
          { role: 'carrier', name: '三叉海運' },
        ],
      }),
    ]),
    says: /SCRIPTJA .*PARTY_NOT_IDENTIFIED/,
  },
  {
    file: '09-duplicates.json',
    content: manifest('DUPES', [bill('DUPE1'), bill('DUPE1')]),
    says: /DUPE1 .*PARTY_NOT_IDENTIFIED/,
  },
  {
    file: '10-to-order.json',
    content: manifest('TOORDER', [
      bill('TOORDER1', {
        parties: [
          { role: 'consignor', name: 'Aoba' },
          { role: 'consignee', name: 'TO ORDER' },
          { role: 'carrier', name: 'Trident' },
        ],
      }),
    ]),
    says: /TOORDER1 .*PARTY_MISSING.*notify/,
  },
  {
    file: '11-one-bill-broken.json',
    content: manifest('HALF', [bill('HALFGOOD'), { ...bill('x'), billNumber: undefined }]),
    says: /HALFGOOD .*PARTY_NOT_IDENTIFIED[\s\S]*billNumber|billNumber[\s\S]*HALFGOOD .*PARTY_NOT_IDENTIFIED/,
  },
]

describe('npm start with bad input', () => {
  let folder: string
  let output = ''
  let code: number

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trustlane-bad-'))
    const inbox = join(folder, 'inbox')
    await mkdir(inbox)
    for (const { file, content } of FILES) await writeFile(join(inbox, file), content)
    await writeFile(join(inbox, '12-huge.json'), '{')
    await truncate(join(inbox, '12-huge.json'), 100 * 1_048_576)
    const many = Array.from({ length: 5000 }, (_, index) => bill(`MANY${String(index).padStart(5, '0')}`))
    await writeFile(join(inbox, '13-5000-bills.json'), manifest('MANY', many))
    await writeFile(join(inbox, '14-\u001B[2Jescape.json'), 'x')
    const child = spawn(process.execPath, [MAIN, '--once', '--no-samples', '--data', folder])
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    code = ((await once(child, 'close')) as [number])[0]
  })

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  test('goes on to the end, and shows nobody a stack trace', () => {
    // 2: a file was left out, and everything else was done.
    expect(code, output.slice(-2000)).toBe(2)
    expect(output).not.toMatch(/^\s+at .*\.ts:\d+/m)
  })

  test.each(FILES.map(({ file, says }) => [file, says] as const))(
    'says what is wrong with %s, and where',
    (_file, says) => {
      expect(
        output
          .split('\n')
          .filter((line) => !line.startsWith('MANY'))
          .join('\n'),
      ).toMatch(says)
    },
  )

  test('keeps 100 MB that are one message, and says why', async () => {
    expect(output).toMatch(/12-huge\.json.*over the limit/)
    expect(await readdir(join(folder, 'inbox/refused'))).toHaveLength(1)
  })

  test('decides every bill of a manifest of 5,000', () => {
    expect(new Set(output.match(/^MANY\d{5}/gm)).size).toBe(5000)
  })

  test('decides a bill that stands twice in a manifest once', () => {
    expect(output.match(/^DUPE1 /gm)).toHaveLength(1)
  })

  test('lets no file name send escape sequences to the terminal', () => {
    expect(output).toContain('escape.json')
    expect(output).not.toContain('\u001B')
  })

  test('leaves nothing in the inbox', async () => {
    const left = await readdir(join(folder, 'inbox'), { withFileTypes: true })
    expect(left.filter((entry) => entry.isFile())).toEqual([])
  })
})

describe('two processes on one data folder', () => {
  test('the second says who owns it and ends, the first goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trustlane-two-'))
    const first = spawn(process.execPath, [MAIN, '--no-samples', '--data', folder])
    const exited = once(first, 'exit')
    try {
      for await (const text of first.stdout.setEncoding('utf8')) if (String(text).includes('Watching')) break
      const second = spawn(process.execPath, [MAIN, '--once', '--no-samples', '--data', folder])
      let said = ''
      second.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
      const [exitCode] = (await once(second, 'close')) as [number]
      expect(exitCode).toBe(1)
      expect(said.trim().split('\n')).toHaveLength(1)
      expect(said).toContain(folder)
      expect(said).toContain(String(first.pid))
      expect(first.exitCode).toBeNull()
      first.kill('SIGTERM')
      expect((await exited)[0]).toBe(0)
    } finally {
      first.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    }
  })
})
