import type { Command } from 'commander'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from '../whole-number.ts'

interface Options extends HouseOptions, TenantOptions, PrintOptions {
  readonly after: number
  readonly limit: number
}

/** `emite audit list`: what people did, oldest first. */
export function listAudit(shell: Shell): Command {
  const page = {
    name: 'list',
    about: {
      es: 'Muestra el registro de auditoría de un tenant: quién hizo qué, lo más viejo primero.',
      en: 'Shows the audit log of a tenant: who did what, oldest first.',
    },
    examples: ['audit list', 'audit list --after 100 --limit 50 --json'],
  }
  const sequence = wholeNumber(shell, 0, Number.MAX_SAFE_INTEGER)
  const count = wholeNumber(shell, 0, MOST)
  const command = withTenant(printingCommandOf(shell, page), shell)
    .option('--after <sequence>', shell.say({ es: 'desde después de este', en: 'those after this one' }), sequence, 0)
    .option('--limit <count>', shell.say({ es: 'cuántos', en: 'how many' }), count, 100)
  return withHouseOptions(command, shell).action(async (options: Options) => {
    const entries = await inHouse(shell, options, async (house) => {
      const { id } = await tenantOf(house, options)
      return house.audit.entries(id, options.after, options.limit)
    })
    print(shell, options, entries, () => tableText(shell, [
      { title: { es: 'N.º', en: 'No.' }, of: ({ sequence }) => sequence, align: 'right' },
      { title: { es: 'Cuándo', en: 'When' }, of: ({ at }) => at },
      { title: { es: 'Quién', en: 'Who' }, of: ({ actor }) => actor },
      { title: { es: 'Qué', en: 'What' }, of: ({ kind }) => kind },
      { title: { es: 'Detalle', en: 'Detail' }, of: ({ detail }) => shortened(JSON.stringify(detail)) },
    ], entries)) // prettier-ignore
    shell.end(EXIT.ok)
  })
}

const MOST = 100_000
const DETAIL_CHARACTERS = 100

function shortened(text: string): string {
  return text.length > DETAIL_CHARACTERS ? `${text.slice(0, DETAIL_CHARACTERS)}…` : text
}
