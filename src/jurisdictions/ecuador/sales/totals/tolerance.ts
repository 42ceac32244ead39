import { decimal, type Decimal } from '../../../../domain/decimal.ts'

/**
 * How far a stated amount may be from ours, in dollars: SRI authorises a cent between header and lines, and what its error 52
 * takes beyond is not published.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), ch. 11, code 52; genuine documents
 */
export const TOLERANCE: Decimal = decimal('0.01')
