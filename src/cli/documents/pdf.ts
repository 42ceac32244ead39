import { type Command, Option } from 'commander'
import { paperOf } from '../../journey/paper.ts'
import { type Paper, PAPERS } from '../../ports/printer.ts'
import { commandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { outputFile } from '../output-file.ts'
import type { Shell } from '../shell.ts'
import { documentNamed, type DocumentOptions, withDocument } from './document-named.ts'

interface Options extends HouseOptions, TenantOptions, DocumentOptions {
  readonly paper?: Paper
  readonly output?: string
}

/** `emite documents pdf DOCUMENT`: the document on paper, as it stands now. */
export function documentPdf(shell: Shell): Command {
  const page = {
    name: 'pdf',
    about: {
      es: 'Imprime un documento en PDF, tal como está ahora.',
      en: 'Prints a document as PDF, as it stands now.',
    },
    examples: [
      'documents pdf E310000000001 --output factura.pdf',
      'documents pdf 001-001-000000123 --type 01 --paper a4 --output factura.pdf',
      'documents pdf E320000000001 --paper receipt > recibo.pdf',
    ],
  }
  const command = withDocument(withEnvironment(withTenant(commandOf(shell, page), shell), shell, 'optional'), shell)
    .addOption(
      new Option(
        '--paper <paper>',
        shell.say({ es: 'papel; el del emisor si falta', en: "paper; else the issuer's choice" }),
      ).choices(PAPERS),
    )
    .option('-o, --output <file>', shell.say({ es: 'archivo; salida estándar si falta', en: 'file; else stdout' }))
  return withHouseOptions(command, shell).action(async (wanted: string, options: Options) => {
    const { bytes } = await inHouse(shell, options, async (house) => {
      const { id: tenantId } = await tenantOf(house, options)
      const document = await documentNamed(house, tenantId, wanted, options)
      return paperOf(house, document, { paper: options.paper })
    })
    if (options.output === undefined) shell.terminal.out(bytes)
    else await outputFile(options.output, bytes)
    shell.end(EXIT.ok)
  })
}
