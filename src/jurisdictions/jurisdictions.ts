import { dominicanRepublic } from './dominican-republic/index.ts'
import { ecuador } from './ecuador/index.ts'
import type { Jurisdiction } from './jurisdiction.ts'

/** The countries Emite knows. A third one is a folder and a line here. */
export const JURISDICTIONS: readonly Jurisdiction[] = [dominicanRepublic, ecuador]
