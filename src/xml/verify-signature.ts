import { onlySignature } from './signature.ts'
import { UnacceptableSignature } from './signature-fault.ts'
import { qualifyingPropertiesOf } from './signed-properties.ts'
import type { XmlLimits } from './limits.ts'
import { readXml } from './reader.ts'
import type { XmlElement } from './tree.ts'
import { verifyEnveloped } from './verify.ts'
import type { Verification } from './verify.ts'
import { verifyXades } from './verify-xades.ts'

/**
 * Verifies an enveloped signature of whichever kind it is: XAdES when it carries properties of its own, else plain.
 *
 * @throws UnreadableXml
 */
export function verifySignature(xml: Uint8Array, limits: Partial<XmlLimits> = {}): Verification {
  return isXades(readXml(xml, limits)) ? verifyXades(xml, limits) : verifyEnveloped(xml, limits)
}

function isXades(root: XmlElement): boolean {
  try {
    return qualifyingPropertiesOf(onlySignature(root)).length > 0
  } catch (error) {
    if (!(error instanceof UnacceptableSignature)) throw error
    // None, or several: verifying says so.
    return false
  }
}
