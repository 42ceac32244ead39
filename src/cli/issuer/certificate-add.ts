import type { Command } from 'commander'
import { type UploadOutcome, uploadCertificate } from '../../accounts/certificates.ts'
import { PKCS12_LIMITS } from '../../certificates/pkcs12.ts'
import type { House } from '../../compose.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, SEALS, withHouseOptions } from '../house.ts'
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
import { pairsText } from '../output/table.ts'
import { type PasswordOptions, passwordOf, withPassword } from '../password.ts'
import type { Shell } from '../shell.ts'

type Options = HouseOptions & TenantOptions & EnvironmentOptions & PrintOptions & PasswordOptions

/** `emite issuer certificate add ISSUER FILE`: puts a certificate in force, or says why it cannot be. */
export function addCertificate(shell: Shell): Command {
  const page = {
    name: 'add',
    about: {
      es: 'Pone en vigor un certificado (PKCS#12) para un emisor; su clave se guarda sellada.',
      en: 'Puts a certificate (PKCS#12) in force for an issuer; its key is kept sealed.',
    },
    examples: [
      'issuer certificate add 131880681 firma.p12',
      'issuer certificate add 131880681 firma.p12 --environment production --password-file clave.txt',
    ],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withPassword(withHouseOptions(command, shell), shell)
    .argument('<issuer>', shell.say({ es: 'id o número fiscal', en: 'id or tax id' }))
    .argument('<file>', shell.say({ es: 'archivo .p12 o .pfx', en: '.p12 or .pfx file' }))
    .action(async (wanted: string, path: string, options: Options) => {
      const file = await inputFile(path, PKCS12_LIMITS.sizeBytes)
      const password = await passwordOf(shell, options)
      const work = async (house: House) => {
        const { id: tenantId } = await tenantOf(house, options)
        const issuer = await issuerNamed(house, tenantId, wanted, options)
        return uploadCertificate(house, operatorIn(tenantId, issuer.environment), issuer.id, { file, password })
      }
      const outcome = await inHouse(shell, options, work, SEALS)
      print(shell, options, outcome, () => textOf(shell, outcome))
      shell.end(outcome.kind === 'in-force' ? EXIT.ok : EXIT.no)
    })
}

function textOf(shell: Shell, outcome: UploadOutcome): string {
  if (outcome.kind === 'refused') return faultsText(shell, outcome.faults)
  const { subject, issuedBy, validTo, fingerprint, findings } = outcome.certificate
  const facts = pairsText(shell, [
    [{ es: 'En vigor', en: 'In force' }, subject],
    [{ es: 'Emitido por', en: 'Issued by' }, issuedBy],
    [{ es: 'Hasta', en: 'Until' }, validTo],
    [{ es: 'Huella', en: 'Fingerprint' }, fingerprint],
  ])
  const warnings = findings.map((finding) => ({ ...finding, path: '' }))
  return facts + faultsText(shell, warnings)
}
