import type { Door } from '../door.ts'

/** Not yet. */
export const ecfDirect: Door = () => Promise.resolve()
