import type { Part } from './part.ts'
import { grow } from './parts/grow.ts'
import { journey } from './parts/journey.ts'
import { memory } from './parts/memory.ts'
import { pdf } from './parts/pdf.ts'
import { post } from './parts/post.ts'
import { sign } from './parts/sign.ts'
import { signXadesPart } from './parts/sign-xades.ts'
import { start } from './parts/start.ts'

/** All parts, in the order they run and are printed. */
export const PARTS: readonly Part[] = [sign, signXadesPart, post, start, pdf, memory, journey, grow]
