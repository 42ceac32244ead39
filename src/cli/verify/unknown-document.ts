import type { Examination } from '../../jurisdictions/jurisdiction.ts'
import { readXml } from '../../xml/reader.ts'
import { verifySignature } from '../../xml/verify-signature.ts'

/** What can be said of a file that no country knows: whether its signature holds. @throws UnreadableXml */
export function examineUnknown(xml: Uint8Array): Examination {
  const verification = verifySignature(xml)
  const content = verification.valid ? verification.content : readXml(xml)
  return { type: undefined, verification, content, signedAt: undefined, faults: [unknownKind(content.name)] }
}

function unknownKind(root: string): Examination['faults'][number] {
  return {
    code: 'xml-unknown-kind',
    path: '',
    severity: 'error',
    message: {
      es: `"${root}" no es un documento electrónico que Emite conozca.`,
      en: `"${root}" is no electronic document that Emite knows.`,
    },
  }
}
