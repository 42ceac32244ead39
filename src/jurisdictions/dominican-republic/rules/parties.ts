import { taxIdOf } from '../identity.ts'
import { figureOf } from '../../content/figures.ts'
import { eNcfOf } from '../numbering.ts'
import { SMALL_INVOICE_LIMIT } from '../totals.ts'
import { textAt, type Tree } from '../../content/tree.ts'
import { BUYER, dgiiCode, FORMAT, type Checked, type Rule } from './rule.ts'

export const PARTY_RULES: readonly Rule[] = [
  {
    code: 'issuer-check-digit',
    severity: 'warning',
    source: `${FORMAT}, RNCEmisor`,
    check({ issuer }, breach) {
      if (taxIdOf(textAt(issuer, 'RNCEmisor') ?? '')?.checks !== false) return
      breach(
        'Encabezado.Emisor.RNCEmisor',
        'El dígito verificador no coincide: revise el RNC o la cédula del emisor.',
        'The check digit does not match: look again at the issuer’s RNC or cédula.',
      )
    },
  },
  {
    code: 'buyer-check-digit',
    severity: 'warning',
    source: dgiiCode('1385', 'RNCComprador'),
    check({ buyer }, breach) {
      if (taxIdOf(textAt(buyer, 'RNCComprador') ?? '')?.checks !== false) return
      breach(
        `${BUYER}.RNCComprador`,
        'El dígito verificador no coincide: si el RNC o la cédula no existe, la DGII acepta el documento solo condicionalmente.',
        'The check digit does not match: if this RNC or cédula does not exist, DGII accepts the document only conditionally.',
      )
    },
  },
  {
    code: 'buyer-two-identities',
    severity: 'error',
    source: `${FORMAT}, IdentificadorExtranjero`,
    check({ buyer }, breach) {
      if (buyer?.RNCComprador === undefined || buyer.IdentificadorExtranjero === undefined) return
      breach(
        `${BUYER}.IdentificadorExtranjero`,
        'El comprador lleva RNC o cédula, o identificador de extranjero, pero no ambos.',
        'The buyer has an RNC or cédula, or a foreign identification, but not both.',
      )
    },
  },
  {
    code: 'buyer-needed',
    severity: 'error',
    source: `${FORMAT}, RNCComprador: from MontoTotal 250,000.00`,
    types: ['32', '33', '34'],
    check(document, breach) {
      if (!isLargeSale(document)) return
      const limit = SMALL_INVOICE_LIMIT.toFixed(2)
      if (!isIdentified(document.buyer)) {
        breach(
          `${BUYER}.RNCComprador`,
          `Desde ${limit} pesos el comprador se identifica con RNC o cédula, o identificador de extranjero.`,
          `From ${limit} pesos the buyer is identified by RNC or cédula, or a foreign identification.`,
        )
      }
      if (document.buyer?.RazonSocialComprador === undefined) {
        breach(
          `${BUYER}.RazonSocialComprador`,
          `Desde ${limit} pesos va el nombre o razón social del comprador.`,
          `From ${limit} pesos the buyer’s name is given.`,
        )
      }
    },
  },
  {
    code: 'buyer-unidentified',
    severity: 'error',
    source: dgiiCode('1381', 'RNCComprador'),
    types: ['44', '46'],
    check({ buyer, type }, breach) {
      if (isIdentified(buyer)) return
      breach(
        `${BUYER}.RNCComprador`,
        type === '44'
          ? 'Un régimen especial se identifica con RNC, o con identificador de extranjero si es diplomático.'
          : 'El comprador de una exportación lleva identificador de extranjero, o RNC si es de una zona franca residente.',
        type === '44'
          ? 'A special regime is identified by its RNC, or a diplomat by a foreign identification.'
          : 'The buyer of an export has a foreign identification, or an RNC when it is a resident free zone.',
      )
    },
  },
]

function isIdentified(buyer: Tree | undefined): boolean {
  return buyer?.RNCComprador !== undefined || buyer?.IdentificadorExtranjero !== undefined
}

/** A type 32 from the limit on, or a note over one; a credit note that reaches it cannot be over a smaller one. */
function isLargeSale({ type, total, original, reference }: Checked): boolean {
  if (type === '32') return total.gte(SMALL_INVOICE_LIMIT)
  const originalType = original?.type ?? eNcfOf(textAt(reference, 'NCFModificado') ?? '')?.type
  const least = figureOf(original?.total) ?? (type === '34' ? total : undefined)
  return originalType === '32' && least?.gte(SMALL_INVOICE_LIMIT) === true
}
