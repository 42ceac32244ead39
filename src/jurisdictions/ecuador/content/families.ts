import { SALES } from '../sales/sales.ts'
import { WAYBILL } from '../waybill/waybill.ts'
import { WITHHOLDING } from '../withholding/withholding.ts'
import type { Family } from './family.ts'

/** The family that makes documents of a type, such as `01`; undefined when there is none. */
export function familyOf(type: string): Family | undefined {
  return BY_TYPE.get(type)
}

const BY_TYPE: ReadonlyMap<string, Family> = new Map([
  ['01', SALES],
  ['03', SALES],
  ['04', SALES],
  ['05', SALES],
  ['06', WAYBILL],
  ['07', WITHHOLDING],
])
