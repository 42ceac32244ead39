import type { MasterKeys } from '../certificates/master-key.ts'
import { seal, type SealedPlace, unseal } from '../certificates/sealing.ts'
import type { Chance } from '../ports/chance.ts'
import type { SealedSecret, WebhookSecrets } from '../ports/webhooks.ts'

const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A new signing secret: as the receiver gets to see it this once, and as it is kept. */
export async function newWebhookSecret(
  { chance, masterKeys }: { readonly chance: Chance; readonly masterKeys: MasterKeys },
  tenantId: string,
): Promise<{ readonly text: string; readonly kept: SealedSecret }> {
  const secret = chance.bytes(SECRET_BYTES)
  const id = chance.id()
  try {
    const text = PREFIX + Buffer.from(secret).toString('base64')
    return { text, kept: { id, sealed: await seal(secret, sealedWebhookPlace(tenantId), masterKeys) } }
  } finally {
    secret.fill(0)
  }
}

/** Opens signing secrets for whoever signs with them. */
export function webhookSecretsOver(masterKeys: MasterKeys): WebhookSecrets {
  return {
    open: (tenantId, secrets) =>
      Promise.all(
        secrets.map(async ({ sealed }) => {
          const secret = await unseal(sealed, sealedWebhookPlace(tenantId), masterKeys)
          return PREFIX + Buffer.from(secret).toString('base64')
        }),
      ),
  }
}

/** Where an account's signing secrets are sealed for: apart from all certificates, whose issuers and ids are UUIDs. */
export function sealedWebhookPlace(tenantId: string): SealedPlace {
  return { tenantId, issuerId: 'webhooks', certificateId: 'webhooks' }
}
