import type { Door } from '../door.ts'

/** Not yet. */
export const erply: Door = () => Promise.resolve()
