import { parseArgs } from 'node:util'

export type Options = {
  readonly once: boolean
  readonly data: string
  readonly samples: boolean
}

export const HELP = `trustlane standalone: the whole pipeline in one process, without a server.

Usage: npm start -- [options]

  --once           decide what there is (samples and inbox), print it, and exit
  --data FOLDER    where log, store and inbox are kept          (default: ./data)
  --no-samples     start without the sample programmes and manifests
  --help           this text

Put manifests (canonical JSON or UN/EDIFACT CUSCAR) into FOLDER/inbox while it runs; Ctrl-C stops it.
Exit codes: 0 stopped or finished, 1 failed, 2 finished, but a file of the inbox was left out (--once),
64 wrong options. The data folder is readable by its owner only.
`

/** The options of the command line, the word `help`, or what is wrong with them in one line. */
export function readOptions(args: readonly string[]): Options | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        data: { type: 'string', default: 'data' },
        'no-samples': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    if (values.data === '') return { problem: '--data needs the name of a folder' }
    return { once: values.once, data: values.data, samples: !values['no-samples'] }
  } catch (error) {
    const [first = 'the options cannot be read'] = (error as Error).message.split(/(?<=['"])\. /)
    return { problem: `${first}; see --help` }
  }
}
