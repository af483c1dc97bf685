import type { ConsignmentState, Decision, Outcome } from '@trustlane/contracts'
import { describe, expect, test } from 'vitest'
import { type Decided, settle } from './settle.ts'

const AT = '2026-06-01T00:00:00.000Z'
type Look = Outcome | 'adverse' | 'ordinary'

function decisionOf(look: Look, code?: string): Decision {
  const outcome = look === 'adverse' || look === 'ordinary' ? 'needs-validation' : look
  const usual = {
    cleared: 'MRA_MET',
    'not-applicable': 'MASTER_ONLY',
    'needs-validation': 'NO_ARRANGEMENT',
  } as const
  const primary = {
    code: (code ?? usual[outcome]) as 'MRA_MET',
    rule: 'r',
    group: 'grant',
    effect: 'grants',
  } as const
  return {
    outcome,
    ...((look === 'adverse' || look === 'ordinary') && { review: { class: look } }),
    corridor: {},
    primary,
    reasons: [primary],
    notApplied: [],
    parties: [],
    retryable: false,
    at: AT,
    digests: { arrangements: 'a', policy: 'p' },
  }
}

type Step = {
  readonly of: string
  readonly look: Look
  readonly version?: number
  readonly cause?: Decided['cause']
  readonly test?: boolean
  readonly code?: string
}

/** Enters the steps one after the other; decision ids are d1, d2 … Gives back what the last one told the lanes. */
function after(steps: readonly Step[]) {
  let state: ConsignmentState | undefined
  let last: ReturnType<typeof settle> | undefined
  for (const [index, { of, look, version = 1, cause = 'filing', test = false, code }] of steps.entries()) {
    last = settle(state, {
      consignmentId: 'T:B1:US',
      cause,
      filing: { manifestId: of, version },
      test,
      decisionId: `d${index + 1}`,
      decision: decisionOf(look, code),
      blocked: [],
    })
    state = last.state
  }
  return {
    state: state!,
    supersedes: last?.supersedes,
    told: last!.events.map(({ outcome, value }) =>
      value.kind === 'superseded'
        ? `${outcome}: ${value.decisionId} superseded by ${value.by}`
        : `${outcome}: ${value.decisionId} (lane ${value.lane.class ?? value.lane.outcome} of ${value.lane.filing.manifestId})`,
    ),
  }
}

describe('settle', () => {
  test.each<{ when: string; steps: readonly Step[]; told: readonly string[] }>([
    {
      when: 'the first is cleared',
      steps: [{ of: 'M1', look: 'cleared' }],
      told: ['cleared: d1 (lane cleared of M1)'],
    },
    {
      when: 'a new version stays in the lane',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M1', look: 'cleared', version: 2 },
      ],
      told: ['cleared: d2 (lane cleared of M1)'],
    },
    {
      when: 'a new version leaves it',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M1', look: 'adverse', version: 2 },
      ],
      told: ['cleared: d1 superseded by d2', 'needs-validation: d2 (lane adverse of M1)'],
    },
    {
      when: 'a cleared filing joins one that needs a review',
      steps: [
        { of: 'M1', look: 'ordinary' },
        { of: 'M2', look: 'cleared' },
      ],
      told: ['needs-validation: d2 (lane ordinary of M1)'],
    },
    {
      when: 'one that needs a review joins a cleared one',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M2', look: 'ordinary' },
      ],
      told: ['cleared: d1 superseded by d2', 'needs-validation: d2 (lane ordinary of M2)'],
    },
    {
      when: 'a consolidated master joins a cleared house filing',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M2', look: 'not-applicable' },
      ],
      told: ['not-applicable: d2 (lane cleared of M1)'],
    },
    {
      when: 'a filing follows one that is not decided',
      steps: [
        { of: 'M1', look: 'not-applicable' },
        { of: 'M2', look: 'cleared' },
      ],
      told: ['not-applicable: d1 superseded by d2', 'cleared: d2 (lane cleared of M2)'],
    },
    {
      when: 'a test joins',
      steps: [
        { of: 'M1', look: 'adverse' },
        { of: 'M1', look: 'not-applicable', test: true },
      ],
      told: ['not-applicable: d2 (lane adverse of M1)'],
    },
    {
      when: 'the pipeline fails on a test',
      steps: [{ of: 'M1', look: 'adverse', cause: 'failure', test: true }],
      told: ['not-applicable: d1 (lane not-applicable of M1)'],
    },
    {
      when: 'the only one is withdrawn',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M1', look: 'not-applicable', version: 2, cause: 'withdrawal' },
      ],
      told: ['cleared: d1 superseded by d2', 'not-applicable: d2 (lane not-applicable of M1)'],
    },
    {
      when: 'the milder of two is withdrawn',
      steps: [
        { of: 'M1', look: 'adverse' },
        { of: 'M2', look: 'cleared' },
        { of: 'M2', look: 'not-applicable', version: 2, cause: 'withdrawal' },
      ],
      told: ['not-applicable: d3 (lane adverse of M1)'],
    },
    {
      when: 'the worse of two is withdrawn',
      steps: [
        { of: 'M1', look: 'adverse' },
        { of: 'M2', look: 'cleared' },
        { of: 'M1', look: 'not-applicable', version: 2, cause: 'withdrawal' },
      ],
      told: [
        'needs-validation: d2 superseded by d3',
        'cleared: d3 (lane cleared of M2)',
        'not-applicable: d3 (lane cleared of M2)',
      ],
    },
    {
      when: 'the withdrawal leaves a milder class in the same lane',
      steps: [
        { of: 'M1', look: 'adverse' },
        { of: 'M2', look: 'ordinary' },
        { of: 'M1', look: 'not-applicable', version: 2, cause: 'withdrawal' },
      ],
      told: ['needs-validation: d3 (lane ordinary of M2)', 'not-applicable: d3 (lane ordinary of M2)'],
    },
    {
      when: 'a withdrawn one is filed again',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M1', look: 'not-applicable', version: 2, cause: 'withdrawal' },
        { of: 'M1', look: 'cleared', version: 3 },
      ],
      told: ['not-applicable: d2 superseded by d3', 'cleared: d3 (lane cleared of M1)'],
    },
    {
      when: 'a recheck finds the same',
      steps: [
        { of: 'M1', look: 'ordinary' },
        { of: 'M1', look: 'ordinary', cause: 'recheck' },
      ],
      told: [],
    },
    {
      when: 'a recheck finds another primary reason',
      steps: [
        { of: 'M1', look: 'ordinary' },
        { of: 'M1', look: 'ordinary', cause: 'recheck', code: 'STATUS_EXPIRED' },
      ],
      told: ['needs-validation: d2 (lane ordinary of M1)'],
    },
    {
      when: 'a recheck finds another class',
      steps: [
        { of: 'M1', look: 'ordinary' },
        { of: 'M1', look: 'adverse', cause: 'recheck' },
      ],
      told: ['needs-validation: d2 (lane adverse of M1)'],
    },
    {
      when: 'a recheck changes the lane',
      steps: [
        { of: 'M1', look: 'cleared' },
        { of: 'M1', look: 'adverse', cause: 'recheck' },
      ],
      told: ['cleared: d1 superseded by d2', 'needs-validation: d2 (lane adverse of M1)'],
    },
  ])('tells the lanes what they must know when $when', ({ steps, told }) => {
    expect(after(steps).told).toEqual(told)
  })

  test('names what a decision takes the place of in the lane', () => {
    const first: Step = { of: 'M1', look: 'cleared' }
    const master: Step = { of: 'M2', look: 'not-applicable' }
    const worse: Step = { of: 'M1', look: 'adverse', version: 2 }
    expect(after([first]).supersedes).toBeUndefined()
    expect(after([first, master]).supersedes).toBeUndefined()
    expect(after([first, master, worse]).supersedes).toBe('d1')
  })

  test('remembers each filing and the lane', () => {
    expect(
      after([
        { of: 'M1', look: 'adverse' },
        { of: 'M1', look: 'not-applicable', test: true },
      ]).state,
    ).toEqual({
      consignmentId: 'T:B1:US',
      lane: { outcome: 'needs-validation', class: 'adverse', filing: { manifestId: 'M1', version: 1 } },
      laneDecisionId: 'd1',
      filings: {
        M1: {
          version: 1,
          decisionId: 'd1',
          outcome: 'needs-validation',
          class: 'adverse',
          primary: 'NO_ARRANGEMENT',
          withdrawn: false,
          test: false,
          retryable: false,
          blocked: [],
        },
        'test:M1': {
          version: 1,
          decisionId: 'd2',
          outcome: 'not-applicable',
          primary: 'MASTER_ONLY',
          withdrawn: false,
          test: true,
          retryable: false,
          blocked: [],
        },
      },
      at: AT,
    })
  })
})
