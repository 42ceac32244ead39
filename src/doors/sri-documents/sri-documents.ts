import type { Door } from '../door.ts'

/** Not yet. */
export const sriDocuments: Door = () => Promise.resolve()
