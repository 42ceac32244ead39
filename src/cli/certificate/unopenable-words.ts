import type { Unopenable } from '../../accounts/seal-care.ts'
import type { Bilingual } from '../../domain/fault.ts'
import type { Accounts } from '../../ports/accounts.ts'
import { type CommandProblem, unavailable } from '../command-problem.ts'

// More would scroll the first ones away.
const MOST_NAMED = 20

/** Names what cannot be opened: whose it is, and why. */
export async function cannotOpen(
  lost: readonly Unopenable[],
  accounts: Pick<Accounts, 'issuer'>,
): Promise<CommandProblem> {
  const lines = await Promise.all(lost.slice(0, MOST_NAMED).map((one) => lineOf(one, accounts)))
  const rest = lost.length - lines.length
  const more = (words: string): string => (rest > 0 ? `\n  … ${words} ${rest}` : '')
  return unavailable({
    es: `Nada cambió, porque esto no se puede abrir:\n${lines.map(({ es }) => `  ${es}`).join('\n')}${more('y')}`,
    en: `Nothing was changed, because this cannot be opened:\n${lines.map(({ en }) => `  ${en}`).join('\n')}${more('and')}`,
  })
}

async function lineOf({ owner, problem }: Unopenable, accounts: Pick<Accounts, 'issuer'>): Promise<Bilingual> {
  const why = problem.detail ?? { es: problem.message, en: problem.message }
  const line = (es: string, en: string): Bilingual => ({
    es: `tenant ${owner.tenantId}, ${es}: ${why.es}`,
    en: `tenant ${owner.tenantId}, ${en}: ${why.en}`,
  })
  switch (owner.kind) {
    case 'certificate': {
      const issuer = await accounts.issuer(owner.tenantId, owner.issuerId)
      const name = issuer ? `${issuer.profile.taxId} ${issuer.profile.name}` : owner.issuerId
      const its = `${owner.certificateId} (${owner.subject})`
      return line(`emisor ${name}, certificado ${its}`, `issuer ${name}, certificate ${its}`)
    }
    case 'webhook':
      return line(`secreto del webhook ${owner.webhookId}`, `secret of the webhook ${owner.webhookId}`)
    case 'mail-server':
      return line(
        `contraseña del servidor de correo (${owner.environment})`,
        `password of the mail server (${owner.environment})`,
      )
  }
}
