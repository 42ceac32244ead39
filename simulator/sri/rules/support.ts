import type { XmlElement } from '../../../src/xml/tree.ts'
import { allAt, textAt } from '../../reading.ts'
import { isAccessKey } from '../access-key.ts'
import { typeOfCode } from '../document-types.ts'
import { error, warning, type Finding } from '../finding.ts'
import { infoOf, type Comprobante } from './comprobante.ts'
import { SUPPORT_DOCUMENT_CODES } from './support-document-codes.ts'

/**
 * The documents that others rest upon: what notes modify, what goods travel with, what is withheld from. A code out of the table
 * is an error (64); an electronic document that SRI does not know a warning (68).
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, codes 64 and 68
 */
export function* supportFindings(comprobante: Comprobante): Generator<Finding> {
  for (const { code, isKnown } of supportsOf(comprobante)) {
    if (!SUPPORT_DOCUMENT_CODES.has(code)) yield error('64', `No existe el tipo de documento de sustento ${code}`)
    else if (!isKnown) yield warning('68', 'El documento de sustento no existe como comprobante electrónico')
  }
}

interface Support {
  readonly code: string
  readonly isKnown: boolean
}

function supportsOf(comprobante: Comprobante): readonly Support[] {
  const { root, type } = comprobante
  if (type.isNote) return [modifiedBy(comprobante)]
  const parents =
    type.code === '06' ? allAt(root, 'destinatarios.destinatario') : allAt(root, 'docsSustento.docSustento')
  const older = type.code === '07' ? allAt(root, 'impuestos.impuesto') : []
  return [...parents, ...older].flatMap((parent) => supportIn(parent, comprobante))
}

/** What a note modifies is the issuer's own, so that its number is enough to find it. */
function modifiedBy(comprobante: Comprobante): Support {
  const { issuer, desk } = comprobante
  const code = infoOf(comprobante, 'codDocModificado') ?? ''
  const number = infoOf(comprobante, 'numDocModificado') ?? ''
  const type = typeOfCode(code)
  return { code, isKnown: type !== undefined && desk.authorised({ issuer, type, number }) !== undefined }
}

/** Others' documents are known by their authorisation; one that is not a key was printed. */
function supportIn(parent: XmlElement, { desk }: Comprobante): readonly Support[] {
  const code = textAt(parent, 'codDocSustento')
  if (code === undefined) return []
  const authorisation = textAt(parent, 'numAutDocSustento') ?? ''
  return [{ code, isKnown: !isAccessKey(authorisation) || desk.knows(authorisation) }]
}
