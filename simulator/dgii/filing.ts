import type { XmlElement } from '../../src/xml/tree.ts'
import type { Verdict } from './finding.ts'
import { allAt, textAt } from '../reading.ts'

/** A file that was taken under a number: an e-CF, or the summary of a small type 32. */
export interface Filing {
  readonly kind: 'e-CF' | 'RFCE'
  readonly trackId: string
  /** In the ledger; undefined for the echo of a file that was taken twice. */
  readonly sequence: number | undefined
  readonly issuer: string
  readonly number: string
  readonly receivedAt: Date
  /** As it came: only of an accepted file is it known that somebody signed it. */
  readonly root: XmlElement
  readonly bytes: Uint8Array
  /** Asked for by a fault, in place of what the rules would say. */
  readonly imposed: 'temporary' | 'reject' | 'conditional' | undefined
  readonly securityCode: string
  verdict?: Verdict
}

/** The issuer and number a file claims, and the words in it that provoke faults. */
export interface Claims {
  readonly issuer: string | undefined
  readonly number: string | undefined
  readonly marks: readonly string[]
}

/** Reads the claims of any of DGII's documents, before anything about it is known to be true. */
export function claimsOf(root: XmlElement): Claims {
  if (root.name === 'ANECF') return { issuer: textAt(root, 'Encabezado.RncEmisor'), number: undefined, marks: [] }
  if (root.name === 'ACECF' || root.name === 'ARECF') {
    const [detail] = root.children
    return { issuer: textAt(detail, 'RNCEmisor'), number: textAt(detail, 'eNCF'), marks: [] }
  }
  return {
    issuer: textAt(root, 'Encabezado.Emisor.RNCEmisor'),
    number: textAt(root, 'Encabezado.IdDoc.eNCF'),
    marks: MARKED_FIELDS.flatMap((path) => textAt(root, path) ?? []),
  }
}

const MARKED_FIELDS = ['Encabezado.Emisor.NumeroFacturaInterna', 'Encabezado.Comprador.RazonSocialComprador']

/** What the queries print of a document. */
export function facesOf(filing: Filing) {
  const { root } = filing
  const head = (path: string) => textAt(root, `Encabezado.${path}`)
  return {
    montoTotal: head('Totales.MontoTotal'),
    totalITBIS: head('Totales.TotalITBIS'),
    fechaEmision: head('Emisor.FechaEmision'),
    fechaFirma: textAt(root, 'FechaHoraFirma'),
    rncComprador: head('Comprador.RNCComprador'),
    idExtranjero: head('Comprador.IdentificadorExtranjero'),
    lines: allAt(root, 'DetallesItems.Item').length,
  }
}

export function isAccepted({ verdict }: Filing): boolean {
  return verdict?.state === 'accepted' || verdict?.state === 'conditional'
}
