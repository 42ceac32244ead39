import { blockTree } from '../../content/block.ts'
import { groupAt, groupFor, groupsAt, overlay, textAt, type Tree } from '../../content/tree.ts'
import { additionalInformation, contactDetails } from '../content/additional-information.ts'
import { freeLinesOf } from '../content/free-lines.ts'
import { issueDateText, issuerContent, present } from '../content/issuer.ts'
import { officialBlock } from '../content/official-block.ts'
import type { Sources } from '../content/sources.ts'
import { dateFromOfficial, fiscalPeriodOf } from '../dates.ts'
import { documentNumberOf, plainNumber } from '../numbering.ts'
import { buyerIdentityOf } from '../sales/buyer.ts'
import { neutralSupport } from './neutral-support.ts'
import { unreadFields } from './unread-fields.ts'
import { taxOfCode } from './withheld-taxes.ts'

/**
 * A retención in the official names. The subject comes from `buyer`; the supporting documents from the block, or one of them from
 * `reference` and `lines`.
 *
 * Implied: the fiscal period is the month of issue, the subject is no related party, payments go to residents, supporting
 * documents are facturas, the tax withheld is the one its code belongs to. Numbers of supporting documents may have dashes.
 */
export function contentOf(sources: Sources): Tree {
  const { draft } = sources
  const { official, additional } = officialBlock(sources)

  const content = issuerContent(sources)
  overlay(groupFor(content, INFO), subjectOf(sources))
  const own = official.docsSustento === undefined ? neutralSupport(sources) : undefined
  if (own) content.docsSustento = { docSustento: [own] }
  overlay(content, official)
  content.infoAdicional = additionalInformation({ others: contactDetails(draft.buyer) }, additional)
  refuseLineBlocks(sources)
  sources.faults.push(...unreadFields(draft, official.docsSustento))

  implyInformation(groupFor(content, INFO))
  for (const support of supportsIn(content)) implySupport(support)
  return content
}

const INFO = 'infoCompRetencion'

/** The supporting documents of a retención, in their order. */
export function supportsIn(content: Tree): readonly Tree[] {
  return groupsAt(groupAt(content, 'docsSustento'), 'docSustento')
}

/** What is withheld of a supporting document. */
export function withholdingsIn(support: Tree): readonly Tree[] {
  return groupsAt(groupAt(support, 'retenciones'), 'retencion')
}

function subjectOf(sources: Sources): Tree {
  const subject = buyerIdentityOf(sources)
  return present({
    fechaEmision: issueDateText(sources),
    tipoIdentificacionSujetoRetenido: subject?.type,
    razonSocialSujetoRetenido: subject?.name,
    identificacionSujetoRetenido: subject?.number,
  })
}

function implyInformation(info: Tree): void {
  info.parteRel ??= 'NO'
  const date = dateFromOfficial(textAt(info, 'fechaEmision'))
  if (date) info.periodoFiscal ??= fiscalPeriodOf(date)
}

function implySupport(support: Tree): void {
  support.codDocSustento ??= '01'
  support.pagoLocExt ??= '01'
  const number = documentNumberOf(textAt(support, 'numDocSustento') ?? '')
  if (number) support.numDocSustento = plainNumber(number)
  for (const tax of groupsAt(groupAt(support, 'impuestosDocSustento'), 'impuestoDocSustento')) {
    tax.codImpuestoDocSustento ??= '2'
  }
  for (const withholding of withholdingsIn(support)) {
    const code = textAt(withholding, 'codigoRetencion')
    if (code !== undefined) withholding.codigo ??= taxOfCode(code)
  }
}

/** A line of the draft is no element of a retención: its block would say nothing. */
function refuseLineBlocks({ draft, faults }: Sources): void {
  for (const [i, line] of freeLinesOf(draft).entries()) {
    if (!blockTree(line.ec, `lines[${i}].ec`, faults)) continue
    faults.push({
      code: 'block-reserved',
      path: `lines[${i}].ec`,
      severity: 'error',
      message: {
        es: 'Una retención no tiene líneas: los campos oficiales van en ec.docsSustento.',
        en: 'A retención has no lines: official fields go in ec.docsSustento.',
      },
    })
  }
}
