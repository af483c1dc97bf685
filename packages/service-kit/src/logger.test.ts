import { describe, expect, test } from 'vitest'
import { createLogger, type Logger, type LoggerOptions } from './logger.ts'

function logged(say: (log: Logger) => void, options: Partial<LoggerOptions> = {}): Record<string, unknown>[] {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  say(createLogger({ name: 'intake', destination, ...options }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('createLogger', () => {
  test('writes one JSON object a line, with its name, level and an RFC 3339 time', () => {
    const [line] = logged((log) => log.info({ code: 'UNREADABLE', stage: 'processing' }, 'dead letter'))
    expect(line).toMatchObject({
      name: 'intake',
      level: 'info',
      code: 'UNREADABLE',
      stage: 'processing',
      msg: 'dead letter',
    })
    expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  })

  test('blanks names and addresses at any depth', () => {
    const party = { role: 'consignor', name: 'Aoba Precision', address: { city: 'Tokyo' }, country: 'JP' }
    const lines = logged((log) => {
      log.warn({ party }, 'one')
      log.warn({ filing: { consignment: { parties: [{ deep: [party] }] } } }, 'two')
      log.warn({ name: 'Aoba Precision', names: ['Aoba Precision'] }, 'three')
    })
    const text = JSON.stringify(lines)
    expect(text).not.toMatch(/Aoba|Tokyo/)
    expect(text).toContain('"country":"JP"')
    expect(lines.every(({ name }) => name !== undefined)).toBe(true)
  })

  test('keeps code, message and stack of an error', () => {
    const [line] = logged((log) => log.error({ err: new RangeError('offset 12 is gone') }, 'read failed'))
    expect(line!['err']).toMatchObject({ type: 'RangeError', message: 'offset 12 is gone' })
  })

  test('survives an object that holds itself', () => {
    const round: Record<string, unknown> = { code: 'X' }
    round['self'] = round
    expect(logged((log) => log.info(round, 'round'))).toHaveLength(1)
  })

  test('keeps quiet below its level', () => {
    expect(logged((log) => log.info({}, 'chatter'), { level: 'warn' })).toEqual([])
  })
})
