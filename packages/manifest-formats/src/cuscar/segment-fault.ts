import { LONGEST_SEGMENT, type Segment } from '../edifact/tokenizer.ts'
import { type ProblemCode, quoted } from '../problem.ts'

// Every segment that CUSCAR has in one directory or another, and those that senders add and that carry no party.
const KNOWN: ReadonlySet<string> = new Set(
  (
    'UNH BGM DTM QTY RFF NAD CTA COM FTX TDT LOC GIS GEI EQD TSR MEA DIM SEL TMP RNG CNT CNI MOA CUX CPI GID PAC HAN ' +
    'SGP DGS PCI GIN CST TMD DOC AUT UNT UNS PIA GIR IMD STS TAX TOD ATT ERP TPL EQN'
  ).split(' '),
)

/**
 * Why a segment must not be passed over: its tag is none, or one that CUSCAR does not know (it may be a bill or
 * a party of which one letter is wrong), or it has bytes that mean nothing in the charset.
 */
export function faultOf(
  segment: Segment,
  charset: string,
): { code: ProblemCode; message: string } | undefined {
  if (!/^[A-Z]{3}$/.test(segment.tag)) {
    return {
      code: 'SEGMENT_UNREADABLE',
      message: `found ${quoted(segment.tag)}, expected a segment tag of three capital letters`,
    }
  }
  if (!KNOWN.has(segment.tag)) {
    return {
      code: 'SEGMENT_UNKNOWN',
      message: `found segment ${quoted(segment.tag)}, which CUSCAR does not have`,
    }
  }
  if (segment.oversized) {
    return { code: 'SEGMENT_UNREADABLE', message: `the segment is longer than ${LONGEST_SEGMENT} bytes` }
  }
  if (segment.undecodable !== undefined) {
    return {
      code: 'CHARSET_INVALID',
      message: `bytes that are not valid in the charset that UNB names (${charset})`,
    }
  }
  return undefined
}
