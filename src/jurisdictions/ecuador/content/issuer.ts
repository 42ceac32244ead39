import { calendarDateOf, type CalendarDate } from '../../../domain/calendar.ts'
import { blockOf } from '../../../domain/draft.ts'
import { givenAt } from '../../content/block.ts'
import { neutralText } from '../../content/plain-text.ts'
import type { Tree } from '../../content/tree.ts'
import { dateFromOfficial, officialDate } from '../dates.ts'
import { identificationText } from '../identity.ts'
import { documentNumberOf, type EmissionPoint } from '../numbering.ts'
import { defaultPoint, establishmentOf, type IssuerSettings } from '../settings.ts'
import { ambienteOf } from '../wire/environments.ts'
import { keptDay } from './former-day.ts'
import { singleLine } from './single-line.ts'
import type { Sources } from './sources.ts'

/**
 * What every document says of its issuer: `infoTributaria` but for secuencial and claveAcceso, and what the element after it says
 * of him, from his profile and settings.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 3, 21 and 22
 */
export function issuerContent(sources: Sources): Tree {
  const { type, settings, context } = sources
  const { issuer } = context
  const { estab, ptoEmi } = emissionPointOf(sources)
  const establishment = establishmentOf(settings, estab)
  return {
    infoTributaria: present({
      ambiente: ambienteOf(context.authorityEnvironment),
      tipoEmision: '1',
      razonSocial: issuer.name,
      nombreComercial: establishment?.tradeName ?? issuer.tradeName,
      ruc: identificationText(issuer.taxId),
      codDoc: type.code,
      estab,
      ptoEmi,
      dirMatriz: issuer.address,
      agenteRetencion: settings.agenteRetencion,
      contribuyenteRimpe: settings.rimpe && RIMPE_LEGENDS[settings.rimpe],
    }),
    [type.info]: present({
      dirEstablecimiento: establishment?.address ?? issuer.address,
      contribuyenteEspecial: settings.contribuyenteEspecial,
      obligadoContabilidad: keepsAccounts(settings),
    }),
  }
}

/**
 * Where a document is issued: as its number says, else as the block says, else at the issuer's default point. A corrected
 * document keeps its number, and so its place.
 */
export function emissionPointOf({ draft, settings, context }: Sources): EmissionPoint {
  const number = documentNumberOf(context.correcting?.number ?? draft.number ?? '')
  if (number) return number
  const block = blockOf(draft, 'ec')
  const estab = codeOf(givenAt(block, 'infoTributaria.estab'))
  const ptoEmi = codeOf(givenAt(block, 'infoTributaria.ptoEmi'))
  const point = defaultPoint(settings, estab)
  return ptoEmi === undefined ? point : { ...point, ptoEmi }
}

/**
 * The day of a document: the draft's, else that of the document it corrects while SRI may take it, so that the clave de acceso can
 * stay, else today.
 */
export function issueDateOf({ draft, type, context }: Sources): CalendarDate {
  const given = givenAt(blockOf(draft, 'ec'), `${type.info}.${type.dateField}`)
  return (
    dateFromOfficial(typeof given === 'string' ? given.trim() : undefined) ??
    calendarDateOf(draft.issueDate ?? '') ??
    keptDay(context) ??
    context.today
  )
}

/** The day of a document as SRI writes it; a day of the draft that does not exist stands, for the format table to judge. */
export function issueDateText(sources: Sources): string {
  return officialDate(sources.draft.issueDate ?? issueDateOf(sources))
}

/** A group of those texts that are there, each on one line. */
export function present(texts: Readonly<Record<string, string | undefined>>): Tree {
  const group: Tree = {}
  for (const [name, given] of Object.entries(texts)) {
    const text = neutralText(singleLine(given))
    if (text !== undefined) group[name] = text
  }
  return group
}

/** What each place in the RIMPE regime obliges to say. */
const RIMPE_LEGENDS = {
  emprendedor: 'CONTRIBUYENTE RÉGIMEN RIMPE',
  'negocio-popular': 'CONTRIBUYENTE NEGOCIO POPULAR - RÉGIMEN RIMPE',
} as const

function keepsAccounts({ obligadoContabilidad }: IssuerSettings): string | undefined {
  return obligadoContabilidad === undefined ? undefined : obligadoContabilidad ? 'SI' : 'NO'
}

function codeOf(given: unknown): string | undefined {
  return typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined
}
