import type { Stamp } from '../../domain/document.ts'
import { signingTime } from './dates.ts'

/**
 * What the printed document must show of its signing: the clave de acceso, which is the number of its authorisation as well.
 * SRI's has no address to lead a QR code to.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 2
 */
export function stampOf(accessKey: string, at: Date): Stamp {
  return { accessKey, signedAt: signingTime(at) }
}
