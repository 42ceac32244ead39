import type { PrintedFact, PrintedIssuer } from '../../../domain/printed-page.ts'
import { factsOf } from './facts.ts'
import type { Group } from './group.ts'

/**
 * Who issues, with every standing that the law wants on paper: contribuyente especial, agente de retención, RIMPE and gran
 * contribuyente, the last of which stands among the additional information.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annexes 2, 21, 22 and 24
 */
export function issuerOf(root: Group, info: Group): PrintedIssuer {
  const [tax] = root.each('infoTributaria')
  if (!tax) return { name: '', legalName: undefined, facts: [] }
  const legalName = tax.take('razonSocial') ?? ''
  const tradeName = tax.take('nombreComercial')
  const name = tradeName ?? legalName
  return {
    name,
    legalName: legalName === name ? undefined : legalName,
    facts: [
      ...factsOf(tax, ['dirMatriz']),
      ...factsOf(info, ['dirEstablecimiento', 'contribuyenteEspecial', 'obligadoContabilidad', 'rise']),
      ...factsOf(tax, ['agenteRetencion']),
      ...legend(tax.take('contribuyenteRimpe')),
      ...largeTaxpayer(root),
      // Files of 2020 and 2021 have it; it is gone from the schemas.
      ...legend(tax.take('regimenMicroempresas')),
    ],
  }
}

function legend(text: string | undefined): readonly PrintedFact[] {
  return text === undefined ? [] : [{ label: '', value: text, strong: true }]
}

function largeTaxpayer(root: Group): readonly PrintedFact[] {
  return root.each('infoAdicional', 'campoAdicional').flatMap((field) => {
    const label = field.attribute('nombre') ?? ''
    if (!/^gran(des)? contribuyentes?$/i.test(label)) return []
    const value = field.takeText()
    return value === undefined ? [] : [{ label, value, strong: true }]
  })
}
