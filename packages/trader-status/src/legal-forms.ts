import { fold } from './fold.ts'

const list = (text: string): readonly string[] =>
  fold(text)
    .split(/\s+/)
    .filter((word) => word !== '')

/** Forms that end a name, folded and without spaces: `S.A. de C.V.` is `SADECV`. */
const TAIL_FORMS: ReadonlySet<string> = new Set(
  list(`
    CO COS COMPANY CORP CORPORATION INC INCORPORATED LTD LIMITED LLC LLP LP PLC ULC
    PTE PTY PVT PRIVATE SDN BHD SDNBHD BERHAD TBK FZE FZC FZCO FZLLC WLL
    GMBH MBH AG KG KGAA OHG UG EK SE GES GESMBH EG
    SA SAS SASU SARL SRL SPA SNC SAPA SL SLU SCA EURL SADECV SAPIDECV SDERLDECV SRLDECV DECV CA
    LTDA EIRELI SAC SAA SACI EIRL LDA
    BV NV CV VOF BVBA AS ASA APS AB OY OYJ HB HF EHF IVS
    KK KABUSHIKIKAISHA KABUSHIKIGAISHA YK GK GODOKAISHA YUGENKAISHA
    SRO AKCSPOL SPZOO SPZOOSPK SPK DOO DD AD EAD OOD EOOD KFT ZRT NYRT BT RT UAB SIA OU TOV
    LTDSTI STI ANONIMSIRKETI LIMITEDSIRKETI JSC OJSC CJSC PJSC OOO OAO ZAO PAO
    ООО ОАО ЗАО ПАО АО НАО ТОО ТОВ ПАТ ПРАТ ИП ФОП ЕООД ООД ЕАД АД
    ΑΕ ΕΠΕ ΟΕ ΙΚΕ
    株 有 合 資 株式会社 株式會社 有限会社 合同会社 合資会社 合名会社
    주 유 주식회사 유한회사
    شمم ذمم شذمم شمع شمل شمب شمك شمكع ممح المحدوده المحدودة
    בעמ
  `),
)

/** Forms that stand before a name. */
const HEAD_FORMS: ReadonlySet<string> = new Set(
  list(`
    PT CV UD FA LLC JSC OJSC CJSC PJSC OOO OAO ZAO PAO TOV UAB SIA KK AO
    CONGTYTNHH CONGTYCOPHAN CONGTYCP KABUSHIKIKAISHA KABUSHIKIGAISHA
    ООО ОАО ЗАО ПАО АО НАО ТОО ТОВ ПАТ ПРАТ ИП ФОП
    株 有 合 資 株式会社 株式會社 有限会社 合同会社 合資会社 合名会社
    주 유 주식회사 유한회사 شركة شركه
  `),
)

/** Forms that scripts without spaces write onto the name; the longest is tried first. */
const AFFIXES: readonly string[] = list(`
  株式会社 株式會社 有限会社 合同会社 合資会社 合名会社 주식회사 유한회사
  股份有限公司 有限责任公司 有限責任公司 股份公司 有限公司 บริษัท จำกัด
`).toSorted((a, b) => b.length - a.length)

const LONGEST = Math.max(...[...TAIL_FORMS, ...HEAD_FORMS].map((form) => form.length))

/** How many words, joined one by one from an end of the name, make its longest form; never all of them. */
function formLength(
  words: readonly string[],
  forms: ReadonlySet<string>,
  join: (form: string, count: number) => string,
): number {
  let form = ''
  let found = 0
  for (let count = 1; count < words.length; count += 1) {
    form = join(form, count)
    if (form.length > LONGEST) break
    if (forms.has(form)) found = count
  }
  return found
}

function without(words: readonly string[]): readonly string[] | undefined {
  const tail = formLength(words, TAIL_FORMS, (form, count) => `${words.at(-count) ?? ''}${form}`)
  if (tail > 0) return words.slice(0, -tail)
  const head = formLength(words, HEAD_FORMS, (form, count) => `${form}${words[count - 1] ?? ''}`)
  if (head > 0) return words.slice(head)
  for (const affix of AFFIXES) {
    const last = words.at(-1) ?? ''
    if (last.endsWith(affix) && last !== affix) return [...words.slice(0, -1), last.slice(0, -affix.length)]
    const first = words[0] ?? ''
    if (first.startsWith(affix) && first !== affix) return [first.slice(affix.length), ...words.slice(1)]
    if (words.length > 1 && last === affix) return words.slice(0, -1)
    if (words.length > 1 && first === affix) return words.slice(1)
  }
  return undefined
}

/**
 * The words of a folded name without its legal forms, at either end, however often: `GMBH & CO KG` goes
 * whole. Words inside the name stay, and so does the last word, whatever it is.
 */
export function dropLegalForms(words: readonly string[]): readonly string[] {
  let rest = words
  for (let next = without(rest); next !== undefined; next = without(rest)) rest = next
  return rest
}
