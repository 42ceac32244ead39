import type { Door } from '../door.ts'

/** Not yet. */
export const factly: Door = () => Promise.resolve()
