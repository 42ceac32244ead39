import { X509Certificate } from 'node:crypto'
import type { Command } from 'commander'
import { DEFAULT_LIMITS } from '../xml/limits.ts'
import { negative } from './command-problem.ts'
import { printingCommandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { inputFile } from './input-file.ts'
import { print, type PrintOptions } from './output/print.ts'
import type { Shell } from './shell.ts'
import { reportOn } from './verify/report.ts'
import { verificationText } from './verify/verification-text.ts'

interface Options extends PrintOptions {
  readonly authorities?: readonly string[]
}

/** `emite verify FILE`: signature, certificate, format and totals of a document, in words. Exit code 1 when something is wrong. */
export function verify(shell: Shell): Command {
  const page = {
    name: 'verify',
    about: {
      es: 'Revisa un documento electrónico: firma, certificado, formato y totales. Sale con 1 si algo está mal.',
      en: 'Checks an electronic document: signature, certificate, format and totals. Exits with 1 if anything is wrong.',
    },
    examples: ['verify factura.xml', 'verify factura.xml --authorities raiz.pem intermedia.pem', 'verify x.xml --json'],
  }
  return printingCommandOf(shell, page)
    .argument('<file>', shell.say({ es: 'documento XML', en: 'XML document' }))
    .option(
      '--authorities <pem...>',
      shell.say({
        es: 'certificados de entidades certificadoras, para seguir la cadena',
        en: 'certificates of certification authorities, to follow the chain',
      }),
    )
    .action(async (path: string, options: Options) => {
      const xml = await inputFile(path, DEFAULT_LIMITS.maxSizeBytes)
      const authorities = await Promise.all((options.authorities ?? []).map(certificatesIn))
      const report = await reportOn(xml, authorities.flat(), new Date())
      print(shell, options, report, () => verificationText(shell, report))
      shell.end(report.right ? EXIT.ok : EXIT.no)
    })
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const MOST_PEM_BYTES = 5_000_000

async function certificatesIn(path: string): Promise<readonly X509Certificate[]> {
  const texts = Buffer.from(await inputFile(path, MOST_PEM_BYTES)).toString('latin1').match(PEM) // prettier-ignore
  try {
    if (texts) return texts.map((text) => new X509Certificate(text))
  } catch {
    // Told below, together with a file that holds none.
  }
  throw negative({ es: `${path} no contiene certificados PEM.`, en: `${path} holds no PEM certificates.` })
}
