import { X509Certificate } from 'node:crypto'
import type { Command } from 'commander'
import { type Bilingual, isAcceptable } from '../domain/fault.ts'
import type { Examination } from '../jurisdictions/jurisdiction.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import { DEFAULT_LIMITS } from '../xml/limits.ts'
import { readXml } from '../xml/reader.ts'
import { verifyEnveloped } from '../xml/verify.ts'
import { negative } from './command-problem.ts'
import { printingCommandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { inputFile } from './input-file.ts'
import { print, type PrintOptions } from './output/print.ts'
import type { Shell } from './shell.ts'
import { type CertificateStanding, certificateStanding } from './verify/certificate-standing.ts'
import { NOT_POSSIBLE, recomputed, type Recomputation } from './verify/recomputation.ts'
import { signatureWords } from './verify/signature-words.ts'
import { verificationText } from './verify/verification-text.ts'

interface Options extends PrintOptions {
  readonly authorities?: readonly string[]
}

/** Everything there is to say about a file. */
export interface Report extends Pick<Examination, 'root' | 'type' | 'faults'> {
  /** True when nothing is wrong. */
  readonly right: boolean
  readonly country: string | undefined
  readonly signature: { readonly valid: boolean; readonly reason: string; readonly words: Bilingual }
  readonly certificate: CertificateStanding | undefined
  readonly totals: Recomputation
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

/** Checks a document at `now`. @throws UnreadableXml for a file that is no XML at all */
export async function reportOn(xml: Uint8Array, authorities: readonly X509Certificate[], now: Date): Promise<Report> {
  // Throws for what is no XML at all: told once and clearly, instead of as a fault of some country.
  const verification = verifyEnveloped(xml)
  const content = verification.valid ? verification.content : readXml(xml)
  const examined = await Promise.all(
    JURISDICTIONS.map(async (country) => ({ code: country.code, ...(await country.examine(xml)) })),
  )
  const known = examined.find(({ faults }) => !faults.some((fault) => fault.code === 'xml-unknown-kind'))
  const examination = known ?? examined[0]
  if (!examination) throw new Error('there is no jurisdiction')

  const { root, type, faults } = examination
  const { valid, reason } = verification
  const signature = { valid, reason, words: signatureWords(verification) }
  const certificate = certificateStanding(verification, authorities, now)
  const totals = known ? recomputed(known.code, content, now) : NOT_POSSIBLE
  const totalsHold = totals.kind === 'not-possible' || isAcceptable(totals.faults)
  const right =
    valid && isAcceptable(faults) && totalsHold && certificate !== undefined && certificate.validity !== 'never'
  return { right, country: known?.code, root, type, signature, certificate, faults, totals }
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
