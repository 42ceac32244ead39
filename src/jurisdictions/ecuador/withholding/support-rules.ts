import type { Breach, Rule } from '../content/rule.ts'
import { FICHA, sriCode } from '../content/rule.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { isSupportDocumentType } from '../catalogs/support-document-types.ts'
import { withholdingsIn } from './content.ts'
import type { WithholdingReceipt } from './rules.ts'
import { isOfBananaBoxes, isOwnWithholding, RENTA } from './withheld-taxes.ts'

/** What a supporting document must hold to beyond its format table. */
export const SUPPORT_RULES: readonly Rule<WithholdingReceipt>[] = [
  {
    code: 'support-type',
    severity: 'error',
    source: sriCode('64', 'codDocSustento'),
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        const type = textAt(support, 'codDocSustento')
        if (type === undefined || !/^\d{2,3}$/.test(type) || isSupportDocumentType(type)) continue
        breach(
          `${supportAt(i)}.codDocSustento`,
          `No existe el tipo de documento ${type}: vea el catálogo support-document-types.`,
          `There is no type of document ${type}: see the catalog support-document-types.`,
        )
      }
    },
  },
  {
    code: 'foreign-payment',
    severity: 'error',
    source: 'SRI, catálogo del ATS, tables 15 to 19',
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        if (textAt(support, 'pagoLocExt') === '02') checkForeign(support, supportAt(i), breach)
        else checkLocal(support, supportAt(i), breach)
      }
    },
  },
  {
    code: 'support-reimbursement',
    severity: 'error',
    source: `${FICHA}, annex 20, reembolsos`,
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        const isReimbursement = textAt(support, 'codDocSustento') === '41'
        if (isReimbursement === (support.reembolsos !== undefined)) continue
        breach(
          `${supportAt(i)}.reembolsos`,
          isReimbursement
            ? 'Un comprobante de reembolso (41) lleva los documentos reembolsados.'
            : 'Solo van cuando codDocSustento es 41. Quítelos.',
          isReimbursement
            ? 'A reimbursement (41) has the documents that are reimbursed.'
            : 'They go only where codDocSustento is 41. Leave them out.',
        )
      }
    },
  },
  {
    code: 'support-dividends',
    severity: 'error',
    source: `${FICHA}, annex 20, dividendos`,
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        const shares = textAt(support, 'codSustento') === '10'
        for (const [j, withholding] of withholdingsIn(support).entries()) {
          const isStated = withholding.dividendos !== undefined
          // What is withheld of IVA or ISD beside a dividend is not of the dividend.
          if (shares === isStated || (!isStated && textAt(withholding, 'codigo') !== RENTA)) continue
          breach(
            `${withholdingAt(i, j)}.dividendos`,
            shares
              ? 'Con codSustento 10 la retención dice fecha, impuesto y ejercicio del dividendo.'
              : 'Solo va cuando codSustento es 10. Quítelo.',
            shares
              ? 'With codSustento 10 the withholding states date, tax and year of the dividend.'
              : 'It goes only where codSustento is 10. Leave it out.',
          )
        }
      }
    },
  },
  {
    code: 'support-bananas',
    severity: 'error',
    source: `${FICHA}, annex 20, compraCajBanano`,
    check({ supports }, breach) {
      for (const [i, support] of supports.entries()) {
        for (const [j, withholding] of withholdingsIn(support).entries()) {
          const isOfBananas = isOfBananaBoxes(textAt(withholding, 'codigoRetencion') ?? '')
          if (isOfBananas === (withholding.compraCajBanano !== undefined)) continue
          breach(
            `${withholdingAt(i, j)}.compraCajBanano`,
            isOfBananas
              ? 'Esta retención dice cuántas cajas de banano y a qué precio: va en ec.docsSustento, con compraCajBanano.'
              : 'Solo va con las retenciones 338, 340, 341 y 342. Quítelo.',
            isOfBananas
              ? 'This withholding states how many boxes of bananas and at which price: it goes in ec.docsSustento, with compraCajBanano.'
              : 'It goes with the withholdings 338, 340, 341 and 342 only. Leave it out.',
          )
        }
      }
    },
  },
  {
    code: 'own-withholding',
    severity: 'error',
    source: `${FICHA}, annex 20, autorretención`,
    check({ info, issuerRuc, number, supports }, breach) {
      for (const [i, support] of supports.entries()) {
        if (!withholdingsIn(support).some((each) => isOwnWithholding(textAt(each, 'codigoRetencion') ?? ''))) continue
        const asked = [
          [`${supportAt(i)}.codDocSustento`, textAt(support, 'codDocSustento'), '42'],
          [`${supportAt(i)}.codSustento`, textAt(support, 'codSustento'), '12'],
          ['infoCompRetencion.identificacionSujetoRetenido', textAt(info, 'identificacionSujetoRetenido'), issuerRuc],
          [`${supportAt(i)}.numDocSustento`, textAt(support, 'numDocSustento'), number],
        ] as const
        for (const [at, own, right] of asked) {
          if (right === undefined) {
            breach(
              'infoTributaria.secuencial',
              'Una autorretención se sustenta en sí misma: dé su número en number.',
              'A withholding of oneself rests on itself: give its number in number.',
            )
          } else if (own !== right) {
            breach(at, `En una autorretención aquí va ${right}.`, `In a withholding of oneself ${right} belongs here.`)
          }
        }
      }
    },
  },
]

const OF_FOREIGN_PAYMENTS = [
  'tipoRegi',
  'paisEfecPago',
  'aplicConvDobTrib',
  'pagExtSujRetNorLeg',
  'pagoRegFis',
] as const

function checkForeign(support: Tree, at: string, breach: Breach): void {
  const hasTreaty = textAt(support, 'aplicConvDobTrib') === 'SI'
  for (const name of OF_FOREIGN_PAYMENTS) {
    const isAsked = name !== 'pagExtSujRetNorLeg' || !hasTreaty
    if (isAsked && support[name] === undefined) {
      breach(
        `${at}.${name}`,
        `Falta ${name}: un pago al exterior (pagoLocExt 02) lo lleva.`,
        `${name} is missing: a payment abroad (pagoLocExt 02) has it.`,
      )
    }
    if (!isAsked && support[name] !== undefined) {
      breach(
        `${at}.${name}`,
        'Solo va cuando aplicConvDobTrib es NO. Quítelo.',
        'It goes only where aplicConvDobTrib is NO. Leave it out.',
      )
    }
  }
}

function checkLocal(support: Tree, at: string, breach: Breach): void {
  for (const name of OF_FOREIGN_PAYMENTS) {
    if (support[name] === undefined) continue
    breach(
      `${at}.${name}`,
      'Solo va en un pago al exterior (pagoLocExt 02). Quítelo.',
      'It goes in a payment abroad (pagoLocExt 02) only. Leave it out.',
    )
  }
}

function supportAt(index: number): string {
  return `docsSustento.docSustento[${index}]`
}

function withholdingAt(support: number, index: number): string {
  return `${supportAt(support)}.retenciones.retencion[${index}]`
}
