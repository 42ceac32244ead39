import { createHash } from 'node:crypto'
import type { Content } from '../format/format.ts'
import { writeXml } from '../format/write.ts'
import type { Numbered, PreparedDocument } from '../jurisdiction.ts'
import { accessKeyOf, accessKeyParts, type AccessKeyParts } from './access-key.ts'
import { dateFromOfficial, signingTime } from './dates.ts'
import { formatOf, rootAttributesOf } from './formats/formats.ts'
import { typeFactsOf } from './type-facts.ts'

/** What `prepare` keeps in a prepared document: only this country looks inside. */
export interface PreparedContent {
  /** Complete but for secuencial and claveAcceso. */
  readonly content: Content
  /** The clave de acceso that the document had before it was corrected. */
  readonly formerKey: string | undefined
  readonly signatureDigest: 'sha1' | 'sha256'
}

export function preparedContentOf(document: PreparedDocument): PreparedContent {
  return document.content as PreparedContent
}

/** A document's content with its number and its clave de acceso: all there is but the signature. */
export interface NumberedContent {
  readonly content: Content
  readonly accessKey: string
}

/**
 * Gives a prepared document its number and its clave de acceso. A corrected document keeps the clave it had while date, RUC, type
 * and number are the same: SRI wants it back under that very clave. Else the código numérico is drawn from issuer, number and
 * signing instant, so that two signings never share a clave and one signing repeated does.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), 5.10 and note 1 of chapter 11
 */
export function numberedContent(document: PreparedDocument, { number }: Numbered, at: Date): NumberedContent {
  const { content, formerKey } = preparedContentOf(document)
  const taxInformation = groupOf(content.infoTributaria)
  const [estab = '', ptoEmi = '', secuencial = ''] = number.split('-')
  const place = {
    date: keyDateOf(document, content),
    type: document.type,
    ruc: textOf(taxInformation.ruc),
    ambiente: taxInformation.ambiente === '2' ? '2' : '1',
    estab,
    ptoEmi,
    secuencial,
  } as const
  const accessKey =
    formerKeyFor(place, formerKey) ?? accessKeyOf({ ...place, codigoNumerico: codigoNumericoOf(place, at) })
  const infoTributaria = { ...taxInformation, claveAcceso: accessKey, estab, ptoEmi, secuencial }
  return { content: { ...content, infoTributaria }, accessKey }
}

/** The document as canonical XML, without declaration and unsigned: the very bytes that will be signed. */
export function documentXml(document: PreparedDocument, numbered: Numbered, at: Date): string {
  return contentXml(document.type, numberedContent(document, numbered, at).content)
}

/** Writes content by the newest format table of its type. */
export function contentXml(type: string, content: Content): string {
  const format = formatOf(type)
  if (!format) throw new RangeError(`no comprobante of type ${type}`)
  return writeXml(format, { ...rootAttributesOf(format), ...content })
}

type Place = Omit<AccessKeyParts, 'codigoNumerico'>

function formerKeyFor(place: Place, formerKey: string | undefined): string | undefined {
  const former = formerKey === undefined ? undefined : accessKeyParts(formerKey)
  if (!former) return undefined
  return accessKeyOf({ ...place, codigoNumerico: former.codigoNumerico }) === formerKey ? formerKey : undefined
}

/** The date that the clave carries: that of the field which the type is dated by. */
function keyDateOf({ type, issueDate }: PreparedDocument, content: Content): AccessKeyParts['date'] {
  const facts = typeFactsOf(type)
  const info = groupOf(content[facts?.info ?? ''])
  return dateFromOfficial(textOf(info[facts?.dateField ?? ''])) ?? issueDate
}

function codigoNumericoOf(place: Place, at: Date): string {
  const { ruc, ambiente, type, estab, ptoEmi, secuencial } = place
  const text = [ruc, ambiente, type, estab, ptoEmi, secuencial, signingTime(at), at.getTime()].join('|')
  const digest = createHash('sha256').update(text).digest()
  return String(digest.readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
}

function groupOf(value: unknown): Content {
  return typeof value === 'object' && value !== null ? (value as Content) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
