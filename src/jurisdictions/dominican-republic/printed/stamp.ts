import type { Stamp } from '../../../domain/document.ts'
import type { PrintedQr } from '../../../domain/printed-page.ts'

/**
 * What is written under the QR, in DGII's words.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), 17: without them the printed document fails the certification
 */
export function stampCaptions({ securityCode }: Stamp, signedAt: string): readonly string[] {
  return [
    ...(securityCode === undefined ? [] : [`Código de Seguridad: ${securityCode}`]),
    `Fecha de Firma Digital: ${signedAt}`,
  ]
}

/**
 * The QR of an e-CF. DGII asks for version 8, which the address of a full e-CF outgrows: it is the least.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Código QR"; Informe técnico e-CF v1.0 (2022), 17: 22 mm a side
 */
export function stampQr({ url }: Stamp, captions: readonly string[]): PrintedQr | undefined {
  return url === undefined ? undefined : { text: url, leastVersion: 8, leastSizeMm: 22, captions }
}
