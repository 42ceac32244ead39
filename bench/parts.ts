import type { Part } from './part.ts'
import { post } from './parts/post.ts'
import { sign } from './parts/sign.ts'

/** All parts, in the order they run and are printed. */
export const PARTS: readonly Part[] = [sign, post]
