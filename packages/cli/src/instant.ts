import { usageError } from './exit.ts'

const DAY = /^(\d{4})-?(\d\d)-?(\d\d)(?!\d)/
const FORM = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

/**
 * An instant of the command line: RFC 3339 with its zone, or a day, which begins at midnight UTC. Throws a
 * usage error that names the option.
 */
export function instantOf(option: string, text: string): Date {
  const [, year, month, day] = DAY.exec(text) ?? []
  if (year !== undefined && !isDay(Number(year), Number(month), Number(day))) {
    throw usageError(`${option} "${text}": there is no ${year}-${month}-${day} in the calendar`)
  }
  const at = new Date(text)
  if (!FORM.test(text) || Number.isNaN(at.getTime())) {
    throw usageError(
      `${option} "${text}" is not a time: expected one like 2026-11-24T09:30:00Z, or a day like 2026-11-24`,
    )
  }
  return at
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
