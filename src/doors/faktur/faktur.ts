import type { Door } from '../door.ts'

/** Not yet. */
export const faktur: Door = () => Promise.resolve()
