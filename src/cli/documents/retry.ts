import type { Command } from 'commander'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { operatorIn, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { documentNamed, type DocumentOptions, withDocument } from './document-named.ts'

type Options = HouseOptions & TenantOptions & DocumentOptions & PrintOptions

/** `emite documents retry DOCUMENT`: takes a failed document up again, or makes a waiting step due now. */
export function retryDocument(shell: Shell): Command {
  const page = {
    name: 'retry',
    about: {
      es: 'Retoma un documento detenido o adelanta su próximo paso. Lo envía un worker en marcha.',
      en: 'Takes a failed document up again or makes its next step due. A running worker sends it.',
    },
    examples: ['documents retry E310000000001', 'documents retry 001-001-000000123 --type 01'],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withDocument(withHouseOptions(command, shell), shell).action(async (wanted: string, options: Options) => {
    const document = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const { id, environment } = await documentNamed(house, tenantId, wanted, options)
      return house.journey.retry(operatorIn(tenantId, environment), id)
    })
    print(shell, options, document, () =>
      pairsText(shell, [
        [{ es: 'Número', en: 'Number' }, document.number],
        [{ es: 'Estado', en: 'State' }, document.state],
      ]),
    )
    shell.end(EXIT.ok)
  })
}
