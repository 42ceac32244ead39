import type { Document } from '../../../domain/document.ts'
import type { PrintedStanding } from '../../../domain/printed-page.ts'

/** How a document stands with SRI; undefined for one that is authorised in production. */
export function standingOf(document: Document, isTest: boolean): PrintedStanding | undefined {
  switch (document.state) {
    case 'approved':
    case 'conditional':
      return isTest ? { tone: 'test', text: TEST_TEXT, detail: TEST_DETAIL } : undefined
    case 'signed':
    case 'sent':
      return {
        tone: 'pending',
        text: 'PENDIENTE DE AUTORIZACIÓN',
        detail: 'El SRI todavía no ha autorizado este comprobante: aún no tiene validez tributaria.',
      }
    case 'rejected':
      return {
        tone: 'rejected',
        // What reception returns, SRI never took; only what it took can be left without authorisation.
        text: document.receipt ? 'NO AUTORIZADO POR EL SRI' : 'DEVUELTO POR EL SRI',
        detail: ['Este comprobante no tiene validez tributaria.', ...objectionsOf(document)].join(' '),
      }
    case 'failed':
      return {
        tone: 'failed',
        text: 'SIN AUTORIZACIÓN',
        detail: 'No consta que el SRI lo haya autorizado: sin ello este comprobante no tiene validez tributaria.',
      }
    case 'voided':
      return { tone: 'voided', text: 'ANULADO', detail: 'Este comprobante fue anulado y no tiene validez tributaria.' }
  }
}

/** Whether SRI has authorised the document. */
export function isAuthorised({ state, verdict }: Document): boolean {
  return (state === 'approved' || state === 'conditional') && verdict?.outcome !== 'rejected'
}

/** What paper of the test environment says whatever the standing. */
export const TEST_TEXT = 'AMBIENTE DE PRUEBAS — SIN VALIDEZ TRIBUTARIA'
const TEST_DETAIL = 'Autorizado en el ambiente de pruebas del SRI: no sustenta compras, ventas ni retenciones.'

function objectionsOf({ verdict }: Document): readonly string[] {
  const errors = (verdict?.messages ?? []).filter(({ severity }) => severity === 'error')
  return errors.map(({ code, text }) => `${code}: ${text}.`.replace(/\.\.$/, '.'))
}
