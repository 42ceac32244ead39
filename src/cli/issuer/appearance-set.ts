import { type Command, Option } from 'commander'
import {
  appearanceFaults,
  type AppearanceOutcome,
  appearanceOf,
  type AppearanceParts,
  type AppearanceRequest,
  changeAppearance,
  changeLogo,
  removeLogo,
} from '../../accounts/appearance.ts'
import { MOST_LOGO_BYTES } from '../../accounts/logo/picture.ts'
import type { Caller } from '../../domain/caller.ts'
import { PAPERS } from '../../ports/printer.ts'
import { wrongUsage } from '../command-problem.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { inputFile } from '../input-file.ts'
import {
  type EnvironmentOptions,
  issuerNamed,
  operatorIn,
  type TenantOptions,
  tenantOf,
  withEnvironment,
  withTenant,
} from '../operator.ts'
import { faultsText, print, type PrintOptions } from '../output/print.ts'
import type { Shell } from '../shell.ts'
import { appearanceText, appearanceValue } from './appearance-text.ts'

interface Told {
  readonly paper?: string
  readonly colour?: string | false
  readonly footer?: string | false
  /** A file; false: none any more. */
  readonly logo?: string | false
}

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions & Told

/** `emite issuer appearance set ISSUER`: changes what is named, and leaves the rest as it is. */
export function setAppearance(shell: Shell): Command {
  const command = withEnvironment(withTenant(printingCommandOf(shell, PAGE), shell), shell, 'optional')
    .addOption(
      new Option('--paper <paper>', shell.say({ es: 'papel: carta, A4 o rollo de 80 mm', en: 'sheets or 80 mm roll' })).choices(PAPERS), // prettier-ignore
    )
    .option('--colour <colour>', shell.say({ es: 'color, como #0a5c36', en: 'colour, such as #0a5c36' }))
    .option('--no-colour', shell.say({ es: 'sin color', en: 'no colour' }))
    .option('--footer <text>', shell.say({ es: 'texto al pie de cada página', en: 'text at the foot of every page' }))
    .option('--no-footer', shell.say({ es: 'sin texto al pie', en: 'no text at the foot' }))
    .option('--logo <file>', shell.say({ es: 'logo: archivo PNG o JPEG', en: 'logo: PNG or JPEG file' }))
    .option('--no-logo', shell.say({ es: 'sin logo', en: 'no logo' }))
  return withHouseOptions(command, shell)
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .action(async (wanted: string, options: Options) => {
      if ([options.paper, options.colour, options.footer, options.logo].every((one) => one === undefined)) {
        throw wrongUsage({ es: 'Diga qué cambia: --paper, --colour, --footer o --logo.', en: 'Say what changes: --paper, --colour, --footer or --logo.' }) // prettier-ignore
      }
      const file = typeof options.logo === 'string' ? await logoFile(options.logo) : undefined
      const outcome = await inHouse(shell, options, async (house) => {
        const { id: tenantId } = await tenantOf(house, options)
        const issuer = await issuerNamed(house, tenantId, wanted, options)
        return change(house, operatorIn(tenantId, issuer.environment), issuer.id, options, file)
      })
      print(shell, options, outcomeValue(outcome), () => textOf(shell, outcome))
      shell.end(outcome.kind === 'saved' ? EXIT.ok : EXIT.no)
    })
}

const PAGE = {
  name: 'set',
  about: {
    es: 'Cambia cómo se imprimen los documentos de un emisor; lo que no se nombra queda igual.',
    en: "Changes how an issuer's documents are printed; what is not named stays as it is.",
  },
  examples: [
    'issuer appearance set 131880681 --logo logo.png --colour "#0a5c36"',
    'issuer appearance set 131880681 --paper receipt --footer "Gracias por su compra."',
    'issuer appearance set 131880681 --no-logo',
  ],
}

/** A little more than is taken, so that what is too large is told by the same words as over the API. */
function logoFile(path: string): Promise<Uint8Array> {
  return inputFile(path, 8 * MOST_LOGO_BYTES)
}

/** Nothing has changed when any of it is refused. */
async function change(
  parts: AppearanceParts,
  operator: Caller,
  issuerId: string,
  told: Told,
  file: Uint8Array | undefined,
): Promise<AppearanceOutcome> {
  const before = await appearanceOf(parts, operator, issuerId)
  const request: AppearanceRequest = {
    paper: told.paper ?? before.paper,
    colour: toldOr(told.colour, before.colour),
    footer: toldOr(told.footer, before.footer),
  }
  const faults = appearanceFaults(request)
  if (faults.length > 0) return { kind: 'faults', faults }
  if (file) {
    const outcome = await changeLogo(parts, operator, issuerId, file)
    if (outcome.kind === 'faults') return outcome
  }
  if (told.logo === false && before.logo) await removeLogo(parts, operator, issuerId)
  const isOnlyLogo = [told.paper, told.colour, told.footer].every((one) => one === undefined)
  return isOnlyLogo
    ? { kind: 'saved', appearance: await appearanceOf(parts, operator, issuerId) }
    : changeAppearance(parts, operator, issuerId, request)
}

function toldOr(told: string | false | undefined, before: string | undefined): string | undefined {
  return told === undefined ? before : told === false ? undefined : told
}

function outcomeValue(outcome: AppearanceOutcome): unknown {
  return outcome.kind === 'faults' ? outcome : { kind: 'saved', appearance: appearanceValue(outcome.appearance) }
}

function textOf(shell: Shell, outcome: AppearanceOutcome): string {
  return outcome.kind === 'faults' ? faultsText(shell, outcome.faults) : appearanceText(shell, outcome.appearance)
}
