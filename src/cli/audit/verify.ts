import type { Command } from 'commander'
import type { House } from '../../compose.ts'
import type { Tenant } from '../../ports/accounts.ts'
import type { AuditReport } from '../../ports/audit.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withTenant } from '../operator.ts'
import { plainText } from '../output/plain-text.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { progressOn } from '../output/progress.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & PrintOptions

type Verified = AuditReport & { readonly tenant: Pick<Tenant, 'id' | 'name'> }

/** `emite audit verify`: recomputes every chain and seal. A gap or an edit anywhere ends in exit code 1. */
export function verifyAudit(shell: Shell): Command {
  const page = {
    name: 'verify',
    about: {
      es: 'Recalcula las cadenas de eventos, el registro de auditoría y sus sellos. Sale con 1 si algo fue alterado.',
      en: 'Recomputes the chains of events, the audit log and its seals. Exits with 1 if anything was altered.',
    },
    examples: ['audit verify', 'audit verify --tenant "Ferretería La Unión" --json'],
  }
  const command = withTenant(printingCommandOf(shell, page), shell)
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const reports = await inHouse(shell, options, async (house) => {
      const wanted = options.tenant === undefined ? await house.accounts.tenants() : [await tenantOf(house, options)]
      return verified(shell, house, wanted)
    })
    print(shell, options, reports, () => textOf(shell, reports))
    shell.end(reports.every(({ breaks }) => breaks.length === 0) ? EXIT.ok : EXIT.no)
  })
}

async function verified(shell: Shell, { audit }: House, tenants: readonly Tenant[]): Promise<readonly Verified[]> {
  const progress = progressOn(shell)
  const reports: Verified[] = []
  try {
    for (const { id, name } of tenants) {
      const tell = (checked: number) => progress.tell(`${plainText(name)}: ${checked}`)
      reports.push({ tenant: { id, name }, ...(await audit.verify(id, tell)) })
    }
  } finally {
    progress.end()
  }
  return reports
}

function textOf(shell: Shell, reports: readonly Verified[]): string {
  const table = tableText(shell, [
    { title: { es: 'Tenant', en: 'Tenant' }, of: ({ tenant }) => tenant.name },
    { title: { es: 'Documentos', en: 'Documents' }, of: ({ documents }) => documents, align: 'right' },
    { title: { es: 'Eventos', en: 'Events' }, of: ({ events }) => events, align: 'right' },
    { title: { es: 'Registros', en: 'Entries' }, of: ({ entries }) => entries, align: 'right' },
    { title: { es: 'Alteraciones', en: 'Breaks' }, of: ({ breaks }) => breaks.length, align: 'right' },
  ], reports) // prettier-ignore
  const breaks = reports.flatMap(({ tenant, breaks }) =>
    breaks.map(({ where, what }) => `${shell.terminal.styled('red', '✗')} ${plainText(`${tenant.name}: ${where}: ${what}`)}\n`),
  ) // prettier-ignore
  return table + breaks.join('')
}
