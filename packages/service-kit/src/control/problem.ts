import { isRetriable } from '@trustlane/event-log'
import { z } from 'zod'

/** RFC 9457 problem details, with the code of the error and whether trying again may help. */
export const ControlProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  retriable: z.boolean(),
})
export type ControlProblem = z.infer<typeof ControlProblem>

/** What a request is refused with before it has come to the log. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'The token is missing or wrong',
  404: 'There is nothing at this address',
  405: 'This method is not allowed here',
  413: 'The body is too large',
  422: 'The records were refused',
  500: 'The process failed on the request',
  503: 'The process cannot do this just now',
}

/** Any error as a problem. Never holds a stack. */
export function problemOf(error: unknown): ControlProblem {
  const { code: found } = (error ?? {}) as { code?: unknown }
  const code = typeof found === 'string' ? found : 'INTERNAL'
  const retriable = isRetriable(error)
  const status = error instanceof RequestError ? error.status : statusOf(code, retriable)
  return {
    type: `urn:trustlane:control:${code.toLowerCase().replaceAll('_', '-')}`,
    title: TITLES[status] ?? 'The request failed',
    status,
    detail: error instanceof Error ? error.message : String(error),
    code,
    retriable,
  }
}

function statusOf(code: string, retriable: boolean): number {
  if (code === 'RECORD_REFUSED') return 422
  return retriable || code === 'LOG_FULL' || code === 'LOG_CLOSED' ? 503 : 500
}
