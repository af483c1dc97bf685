import type { PartyRole } from '@trustlane/contracts'

const ROLES: Readonly<Record<string, PartyRole>> = {
  EX: 'exporter',
  CZ: 'consignor',
  OS: 'consignor',
  SF: 'consignor',
  CN: 'consignee',
  UC: 'consignee',
  IM: 'importer',
  NI: 'notify',
  // N1 is not in the code list, but carriers write it.
  N1: 'notify',
  N2: 'notify',
  CA: 'carrier',
  CG: 'carrier',
  CB: 'customs-broker',
  DT: 'declarant',
  FW: 'forwarder',
  DDR: 'forwarder',
  DDS: 'forwarder',
  CS: 'consolidator',
  MF: 'manufacturer',
  WH: 'warehouse',
  TR: 'terminal-operator',
  SE: 'seller',
  BY: 'buyer',
  ST: 'ship-to',
  DP: 'ship-to',
  DFW: 'aeo',
}

/** The role of a party function code (UN/EDIFACT 3035); the many codes that mean none of ours are `other`. */
export const roleOf = (code: string): PartyRole => ROLES[code.toUpperCase()] ?? 'other'
