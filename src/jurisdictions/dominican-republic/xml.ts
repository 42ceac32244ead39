import { Refusal } from '../../domain/refusal.ts'
import type { Content } from '../format/format.ts'
import { writeXml } from '../format/write.ts'
import type { Numbered, PreparedDocument } from '../jurisdiction.ts'
import { officialDate, signingTime } from './dates.ts'
import { formatOf } from './formats/formats.ts'
import { typeFactsOf } from './type-facts.ts'

/** What `prepare` keeps in a prepared document: only this country looks inside. */
export interface PreparedContent {
  readonly type: string
  /** Complete but for number, expiry and signing time. */
  readonly content: Content
  /** DGII's own name of the environment, which the stamp's address holds. */
  readonly authorityEnvironment: string
  readonly anonymousBuyer: 'empty-element' | 'left-out'
}

export function preparedContentOf(document: PreparedDocument): PreparedContent {
  return document.content as PreparedContent
}

/**
 * The document's content with its number, the expiry of the range it comes from (where ranges expire) and the signing time.
 *
 * @throws Refusal range-missing when the type needs an expiry date and neither the range nor the draft has one
 */
export function numberedContent(document: PreparedDocument, numbered: Numbered, at: Date): Content {
  const { content } = preparedContentOf(document)
  const header = content.Encabezado as Content
  const idDoc = header.IdDoc as Content
  const expiry = expiryOf(document, idDoc, numbered)
  return {
    ...content,
    Encabezado: {
      ...header,
      IdDoc: {
        ...idDoc,
        eNCF: numbered.number,
        ...(expiry === undefined ? {} : { FechaVencimientoSecuencia: expiry }),
      },
    },
    FechaHoraFirma: signingTime(at),
  }
}

/** The document as canonical XML, without declaration and unsigned: the very bytes that will be signed. */
export function documentXml(document: PreparedDocument, numbered: Numbered, at: Date): string {
  return contentXml(document.type, numberedContent(document, numbered, at))
}

/** Writes content by the format table of its type. */
export function contentXml(type: string, content: Content): string {
  const format = formatOf(type)
  if (!format) throw new RangeError(`no e-CF of type ${type}`)
  return writeXml(format, content)
}

function expiryOf({ type }: PreparedDocument, idDoc: Content, { expiresOn, number }: Numbered): string | undefined {
  if (!typeFactsOf(type)?.expires) return undefined
  const given = idDoc.FechaVencimientoSecuencia
  if (typeof given === 'string') return given
  if (expiresOn !== undefined) return officialDate(expiresOn)
  throw new Refusal(
    'range-missing',
    {
      es: `Un documento tipo ${type} dice hasta cuándo vale su rango, y no hay cargado ninguno con vencimiento que tenga el ${number}.`,
      en: `A document of type ${type} states until when its range is valid, and no range with an expiry date is loaded that holds ${number}.`,
    },
    'do.Encabezado.IdDoc.FechaVencimientoSecuencia',
  )
}
