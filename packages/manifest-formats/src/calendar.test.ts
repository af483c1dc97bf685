import { describe, expect, test } from 'vitest'
import { momentOf } from './calendar.ts'

describe('momentOf', () => {
  test.each([
    { digits: '20261124', form: '102', instant: '2026-11-24T00:00:00Z' },
    { digits: '20240229', form: '102', instant: '2024-02-29T00:00:00Z' },
    { digits: '261124', form: '101', instant: '2026-11-24T00:00:00Z' },
    { digits: '1701290930', form: '201', instant: '2017-01-29T09:30:00Z' },
    { digits: '170129093015', form: '202', instant: '2017-01-29T09:30:15Z' },
    { digits: '202611240930', form: '203', instant: '2026-11-24T09:30:00Z' },
    { digits: '20261124093015', form: '204', instant: '2026-11-24T09:30:15Z' },
  ])('reads $digits in the form $form', ({ digits, form, instant }) => {
    expect(momentOf(digits, form)).toEqual({ day: instant.slice(0, 10), instant })
  })

  test.each([
    { digits: '20260231', form: '102' },
    { digits: '20250229', form: '102' },
    { digits: '20261301', form: '102' },
    { digits: '20260100', form: '102' },
    { digits: '202611242430', form: '203' },
    { digits: '202611', form: '102' },
    { digits: '2026112x', form: '102' },
    { digits: '20261124', form: '718' },
    { digits: '', form: '' },
  ])('refuses $digits in the form $form', ({ digits, form }) => {
    expect(momentOf(digits, form)).toBeUndefined()
  })
})
