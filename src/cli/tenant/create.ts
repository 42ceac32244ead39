import type { Command } from 'commander'
import type { Accounts, Tenant } from '../../ports/accounts.ts'
import { negative, wrongUsage } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

const MOST_CHARACTERS = 200

/** `emite tenant create NAME`: a new tenant, whose data no other tenant can see. */
export function createTenant(shell: Shell): Command {
  const page = {
    name: 'create',
    about: {
      es: 'Crea un tenant: sus emisores, claves y documentos no los ve ningún otro.',
      en: 'Makes a tenant: no other one sees its issuers, keys and documents.',
    },
    examples: ['tenant create "Ferretería La Unión"'],
  }
  return withHouseOptions(printingCommandOf(shell, page), shell)
    .argument('<name>', shell.say({ es: 'nombre, para las personas', en: 'name, for people' }))
    .action(async (name: string, options: HouseOptions & PrintOptions) => {
      if (name.trim() === '' || name.length > MOST_CHARACTERS) throw badName()
      const tenant = await inHouse(shell, options, ({ accounts, chance }) =>
        newTenant(accounts, { id: chance.id(), name: name.trim() }),
      )
      print(shell, options, tenant, () =>
        pairsText(shell, [
          [{ es: 'Tenant', en: 'Tenant' }, tenant.name],
          [{ es: 'Id', en: 'Id' }, tenant.id],
        ]),
      )
      shell.end(EXIT.ok)
    })
}

/** Names are how people tell tenants apart, so that the database holds each once. */
async function newTenant(accounts: Accounts, tenant: { readonly id: string; readonly name: string }): Promise<Tenant> {
  const taken = (await accounts.tenants()).find(({ name }) => name === tenant.name)
  if (!taken) return accounts.createTenant(tenant, actor())
  throw negative({
    es: `Ya hay un tenant ${tenant.name}: ${taken.id}.`,
    en: `There is a tenant ${tenant.name} already: ${taken.id}.`,
  })
}

function badName(): Error {
  return wrongUsage({
    es: `El nombre debe tener de 1 a ${MOST_CHARACTERS} caracteres.`,
    en: `The name must have from 1 to ${MOST_CHARACTERS} characters.`,
  })
}
