import type { Command } from 'commander'
import { commandOf } from '../command.ts'
import { negative } from '../command-problem.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { outputFile } from '../output-file.ts'
import type { Shell } from '../shell.ts'
import { documentNamed, type DocumentOptions, withDocument } from './document-named.ts'

interface Options extends HouseOptions, TenantOptions, DocumentOptions {
  readonly submission?: true
  readonly output?: string
}

/** `emite documents xml DOCUMENT`: the exact signed bytes. */
export function documentXml(shell: Shell): Command {
  const page = {
    name: 'xml',
    about: {
      es: 'Entrega el XML firmado de un documento, byte por byte.',
      en: 'Hands out the signed XML of a document, byte for byte.',
    },
    examples: [
      'documents xml E310000000001 --output factura.xml',
      'documents xml 001-001-000000123 --type 01 --output factura.xml',
      'documents xml E320000000001 --submission',
    ],
  }
  const command = withDocument(withEnvironment(withTenant(commandOf(shell, page), shell), shell, 'optional'), shell)
    .option(
      '--submission',
      shell.say({
        es: 'el archivo que recibe la administración, si es otro (RFCE)',
        en: 'the file the authority gets, where that is another (RFCE)',
      }),
    )
    .option('-o, --output <file>', shell.say({ es: 'archivo; salida estándar si falta', en: 'file; else stdout' }))
  return withHouseOptions(command, shell).action(async (wanted: string, options: Options) => {
    const bytes = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const { id } = await documentNamed(house, tenantId, wanted, options)
      const files = await house.documents.files(tenantId, id)
      return options.submission ? (files?.submission ?? files?.xml) : files?.xml
    })
    if (!bytes) throw negative({ es: 'El documento no tiene XML.', en: 'The document has no XML.' })
    if (options.output === undefined) shell.terminal.out(bytes)
    else await outputFile(options.output, bytes)
    shell.end(EXIT.ok)
  })
}
