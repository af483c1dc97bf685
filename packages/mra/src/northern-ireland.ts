/**
 * UN/LOCODEs of Northern Ireland, without the `GB`: every location that the code list puts into one of its
 * districts (edition of 2014, the last whose subdivisions could be read), and Belfast International (`BFS`).
 * A place that is missing here counts as Great Britain.
 */
const LOCATIONS = new Set(
  `
  ADK AG2 AGH AGL AKV ANG ANT AOE ARM ART BAE BAN BBG BEL BFS BGW BHB BHD BHG BKF BLH BLM BLR BMS
  BQL BXM BYC BYM BYP BYW CAH CCV CDN CFF CFG CGM CGP CKO CLR COD COO CPG CRG CUB CUE CUS CWX CYB
  DDM DGN DGV DHD DMO DMQ DNO DOR DSK DUD DUL DUT DUY DWK DYL ENK GLA GNC GRO GVY HBH HIB IMG IVT
  KCN KDY KEL KIO KLK KLR KPS KSH LAR LDY LIM LIN LIS LMN LYW MFT MGN MGP MHA MKL MLK MOA MRH MUK
  MYO NCS NRY NTA NTS NWW OMA ONE PBA PFY PSW PTR PTW PVG RAT RDT RED RLA ROR RRY RTV SGR SJL STB
  SWG SXD TDG TOO URL VEM WFT WHE WPT XCM XCS XKL XLU XNN XNT YLW ZHG ZSS ZST
`
    .trim()
    .split(/\s+/),
)

/** A whole Northern Irish postcode: its first half alone could as well be a berth. */
const POSTCODE = /\bBT\d{1,2}\s*\d[A-Z]{2}\b/u

/** Whether a place whose country is `GB` lies in Northern Ireland, by its UN/LOCODE or a postcode in its name. */
export function isNorthernIreland(place: {
  unlocode?: string | undefined
  name?: string | undefined
}): boolean {
  if (place.unlocode?.startsWith('GB') === true && LOCATIONS.has(place.unlocode.slice(2))) return true
  return place.name !== undefined && POSTCODE.test(place.name.toUpperCase())
}
