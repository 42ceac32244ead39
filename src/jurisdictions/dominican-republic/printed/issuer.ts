import type { PrintedIssuer } from '../../../domain/printed-page.ts'
import type { Values } from './values.ts'

/**
 * The top left: trade name over legal name, where they are, and when they issued it.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17, "Representación impresa"
 */
export function printedIssuer(issuer: Values): PrintedIssuer {
  const legalName = issuer.text('RazonSocialEmisor') ?? ''
  const name = issuer.text('NombreComercial') ?? legalName
  return {
    name,
    legalName: legalName === name ? undefined : legalName,
    facts: [
      ...issuer.facts('Sucursal', 'RNCEmisor'),
      ...issuer.together('DireccionEmisor', 'Municipio', 'Provincia'),
      ...issuer.group('TablaTelefonoEmisor').facts('TelefonoEmisor'),
      ...issuer.facts('CorreoEmisor', 'WebSite', 'ActividadEconomica', 'FechaEmision'),
    ],
  }
}
