import { describe, expect, test } from 'vitest'
import { readOptions } from './options.ts'

describe('readOptions', () => {
  test.each([
    { args: [], options: { once: false, data: 'data', samples: true } },
    { args: ['--once', '--data', '/srv/lane'], options: { once: true, data: '/srv/lane', samples: true } },
    { args: ['--no-samples'], options: { once: false, data: 'data', samples: false } },
    { args: ['--help', '--once'], options: 'help' },
  ])('reads $args', ({ args, options }) => {
    expect(readOptions(args)).toEqual(options)
  })

  test.each([
    { args: ['--onec'], says: /--onec/ },
    { args: ['--data'], says: /--data/ },
    { args: ['--data', ''], says: /name of a folder/ },
    { args: ['manifest.json'], says: /manifest\.json/ },
  ])('says in one line what is wrong with $args', ({ args, says }) => {
    const result = readOptions(args)
    expect(result).toHaveProperty('problem', expect.stringMatching(says))
    expect((result as { problem: string }).problem).not.toContain('\n')
  })
})
