import type { Circuits } from '../ports/circuits.ts'

/** Whether nothing is sent for an issuer now, because its authority is known to be down. */
export async function isCircuitOpen(
  circuits: Pick<Circuits, 'open'>,
  { tenantId, issuerId }: { readonly tenantId: string; readonly issuerId: string },
): Promise<boolean> {
  const open = await circuits.open(tenantId)
  return open.some((circuit) => circuit.issuerId === issuerId)
}
