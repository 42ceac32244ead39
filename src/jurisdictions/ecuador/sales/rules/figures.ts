import type { Fault } from '../../../../domain/fault.ts'
import type { Disagreement } from '../../../content/statements.ts'
import { FICHA } from '../../content/rule.ts'

/** What figures the client stated have against those computed here; official paths. */
export function disagreementFaults(disagreements: readonly Disagreement[]): readonly Fault[] {
  return disagreements.map((each) => (each.beyondTolerance ? beyond(each) : within(each)))
}

function beyond({ path, stated, computed }: Disagreement): Fault {
  return {
    code: 'total-mismatch',
    path,
    severity: 'error',
    message: {
      es: `Dice ${stated} y el cálculo da ${computed}: el SRI lo rechaza con el error 52.`,
      en: `It says ${stated} and the computation gives ${computed}: SRI rejects it with error 52.`,
    },
    source: `${FICHA}, ch. 11, code 52; a cent of difference has been authorised`,
    figures: { stated, computed },
  }
}

function within({ path, stated, computed }: Disagreement): Fault {
  return {
    code: 'total-within-tolerance',
    path,
    severity: 'warning',
    message: {
      es: `Dice ${stated} y el cálculo da ${computed}: se envía como está; el SRI ha autorizado diferencias de un centavo.`,
      en: `It says ${stated} and the computation gives ${computed}: it is sent as it stands; SRI has authorised differences of a cent.`,
    },
    source: `${FICHA}, ch. 11, code 52; a cent of difference has been authorised`,
    figures: { stated, computed },
  }
}
