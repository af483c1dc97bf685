import { styleText } from 'node:util'

/** What things are shown in; a name for what is meant, so that no caller picks colours. */
export type Tone = 'good' | 'attention' | 'bad' | 'quiet' | 'strong'

/** Colours text for a terminal, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string

const STYLES = {
  good: 'green',
  attention: 'yellow',
  bad: 'red',
  quiet: 'gray',
  strong: 'bold',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>

export const plain: Paint = (_tone, text) => text

/**
 * Colours for a terminal that wants them: `NO_COLOR` with any value but the empty one turns them off, and so does
 * `TERM=dumb`.
 */
export function painterFor(terminal: {
  readonly isTTY: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}): Paint {
  const { isTTY, env } = terminal
  if (!isTTY || Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb') return plain
  // Without validateStream: false Node looks at its own stdout, not at the terminal that was asked about.
  return (tone, text) => styleText(STYLES[tone], text, { validateStream: false })
}
