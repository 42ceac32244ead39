import type { Command } from 'commander'
import { certificatesOf } from '../../accounts/certificates.ts'
import { type RangeStanding, rangesOf } from '../../accounts/ranges.ts'
import type { Certificate, Issuer } from '../../ports/accounts.ts'
import { pairsText, tableText } from '../output/table.ts'
import { RANGE_COLUMNS } from '../range/columns.ts'
import type { Shell } from '../shell.ts'
import { commandOfIssuer } from './of-issuer.ts'

interface Whole {
  readonly issuer: Issuer
  readonly certificates: readonly Certificate[]
  readonly ranges: readonly RangeStanding[]
}

/** `emite issuer show ISSUER`: an issuer with its certificates and ranges. */
export function showIssuer(shell: Shell): Command {
  const page = {
    name: 'show',
    about: {
      es: 'Muestra un emisor con sus certificados y sus rangos.',
      en: 'Shows an issuer with its certificates and ranges.',
    },
    examples: ['issuer show 131880681', 'issuer show 131880681 --environment sandbox --json'],
  }
  return commandOfIssuer<Whole>(shell, page, {
    async read(house, caller, issuer) {
      const [certificates, ranges] = await Promise.all([
        certificatesOf(house, caller, issuer.id),
        rangesOf(house, caller, issuer.id),
      ])
      return { issuer, certificates, ranges }
    },
    valueOf: (whole) => whole,
    textOf: (whole) => textOf(shell, whole),
  })
}

function textOf(shell: Shell, { issuer, certificates, ranges }: Whole): string {
  const { profile } = issuer
  const facts = pairsText(shell, [
    [{ es: 'Id', en: 'Id' }, issuer.id],
    [{ es: 'Número fiscal', en: 'Tax id' }, profile.taxId],
    [{ es: 'Nombre', en: 'Name' }, profile.name],
    [{ es: 'Nombre comercial', en: 'Trade name' }, profile.tradeName],
    [{ es: 'Dirección', en: 'Address' }, profile.address],
    [{ es: 'Municipio', en: 'Municipality' }, profile.municipality],
    [{ es: 'Provincia', en: 'Province' }, profile.province],
    [{ es: 'Teléfonos', en: 'Telephones' }, profile.phones?.join(', ')],
    [{ es: 'Correo', en: 'E-mail' }, profile.email],
    [{ es: 'País', en: 'Country' }, issuer.jurisdiction],
    [{ es: 'Ambiente', en: 'Environment' }, `${issuer.environment} (${issuer.authorityEnvironment})`],
  ])
  const held = tableText(shell, [
    { title: { es: 'Vigente', en: 'In force' }, of: ({ inForce }) => inForce ? '✓' : '' },
    { title: { es: 'Titular', en: 'Holder' }, of: ({ subject }) => subject },
    { title: { es: 'Desde', en: 'From' }, of: ({ validFrom }) => validFrom.slice(0, 10) },
    { title: { es: 'Hasta', en: 'Until' }, of: ({ validTo }) => validTo.slice(0, 10) },
  ], certificates) // prettier-ignore
  return [
    facts,
    `\n${heading(shell, { es: 'Certificados', en: 'Certificates' })}`,
    held,
    `\n${heading(shell, { es: 'Rangos', en: 'Ranges' })}`,
    tableText(shell, RANGE_COLUMNS, ranges),
  ].join('')
}

function heading(shell: Shell, title: { es: string; en: string }): string {
  return `${shell.terminal.styled('bold', shell.say(title))}\n`
}
