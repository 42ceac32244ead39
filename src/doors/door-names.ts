/** The contracts of other services that Emite speaks. Each can be switched off. */
export const DOOR_NAMES = ['ecf-direct', 'erply', 'factly', 'faktur', 'sri-documents'] as const

export type DoorName = (typeof DOOR_NAMES)[number]
