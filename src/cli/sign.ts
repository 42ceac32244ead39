import type { Command } from 'commander'
import { certificateFacts } from '../certificates/certificate-facts.ts'
import { diagnose } from '../certificates/diagnosis.ts'
import { openPkcs12, PKCS12_LIMITS } from '../certificates/pkcs12.ts'
import { signerOf } from '../certificates/signer.ts'
import { signingPairOf } from '../certificates/signing-pair.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import { DSIG } from '../xml/algorithms.ts'
import { type SignedXml, signParsed, type XmlSigner } from '../xml/dsig.ts'
import { DEFAULT_LIMITS } from '../xml/limits.ts'
import { readXml } from '../xml/reader.ts'
import { elementsOf } from '../xml/tree.ts'
import { CommandProblem, negative } from './command-problem.ts'
import { printingCommandOf } from './command.ts'
import { EXIT } from './exit-code.ts'
import { inputFile } from './input-file.ts'
import { faultsText, print, type PrintOptions } from './output/print.ts'
import { outputFile } from './output-file.ts'
import { type PasswordOptions, passwordOf, withPassword } from './password.ts'
import type { Shell } from './shell.ts'

interface Options extends PasswordOptions, PrintOptions {
  readonly certificate: string
  readonly output?: string
}

/** `emite sign FILE`: signs a comprobante of Ecuador the way SRI takes it, any other XML the way DGII does. */
export function sign(shell: Shell): Command {
  const page = {
    name: 'sign',
    about: {
      es:
        'Firma un XML como lo exige su administración: los comprobantes del SRI con XAdES-BES; e-CF, semilla, ACECF, ANECF, ' +
        'postulación o declaración jurada de la DGII, y cualquier otro, con XMLDSig. Antes quita los espacios entre elementos; ' +
        'lo firmado queda en una línea y no debe cambiar.',
      en:
        'Signs XML the way its authority takes it: comprobantes of SRI by XAdES-BES; e-CF, seed, ACECF, ANECF, postulation or ' +
        'sworn declaration of DGII, and any other, by XMLDSig. Blanks between elements are dropped first; what is signed is ' +
        'on one line and must not change.',
    },
    examples: [
      'sign semilla.xml --certificate firma.p12 --password-file clave.txt --output semilla-firmada.xml',
      'sign postulacion.xml --certificate firma.p12 > postulacion-firmada.xml',
      'sign factura.xml --certificate firma.p12 --output factura-firmada.xml   # id="comprobante": SRI',
    ],
  }
  return withPassword(printingCommandOf(shell, page), shell)
    .argument('<file>', shell.say({ es: 'XML por firmar', en: 'XML to sign' }))
    .requiredOption('--certificate <p12>', shell.say({ es: 'certificado PKCS#12', en: 'PKCS#12 certificate' }))
    .option('-o, --output <file>', shell.say({ es: 'archivo; salida estándar si falta', en: 'file; else stdout' }))
    .action(async (path: string, options: Options) => {
      const xml = await inputFile(path, DEFAULT_LIMITS.maxSizeBytes)
      const root = unsignedRoot(path, xml)
      const p12 = await inputFile(options.certificate, PKCS12_LIMITS.sizeBytes)
      const { signer, holder } = await signerIn(shell, p12, await passwordOf(shell, options))

      const signed = await signedAs(xml, signer, new Date())
      if (options.output !== undefined) await outputFile(options.output, signed.xml)
      const report = {
        root,
        signatureValue: signed.signatureValue,
        ...(signed.securityCode === undefined ? {} : { securityCode: signed.securityCode }),
        holder,
        ...(options.output === undefined ? { xml: signed.xml } : { output: options.output }),
      }
      print(shell, options, report, () => (options.output === undefined ? signed.xml : told(shell, options.output)))
      shell.end(EXIT.ok)
    })
}

function told(shell: Shell, output: string): string {
  return shell.say({ es: `Firmado: ${output}\n`, en: `Signed: ${output}\n` })
}

/** Name of the root. A second signature would make the file one that nobody accepts. */
function unsignedRoot(path: string, xml: Uint8Array): string {
  const root = readXml(xml)
  for (const { name, namespace } of elementsOf(root)) {
    if (name !== 'Signature' || namespace !== DSIG) continue
    throw negative({
      es: `${path} ya está firmado: quite la firma o firme el original.`,
      en: `${path} is signed already: take the signature out or sign the original.`,
    })
  }
  return root.name
}

/** As the country wants it whose document it is; the plain way where none does. @throws CommandProblem */
async function signedAs(
  xml: Uint8Array,
  signer: XmlSigner,
  now: Date,
): Promise<SignedXml & { readonly securityCode?: string }> {
  for (const country of JURISDICTIONS) {
    const signed = await country.signFile?.(xml, signer, now)
    if (signed?.kind === 'refused') throw negative(signed.fault.message)
    if (signed) return signed
  }
  const plain = await signParsed(xml, signer)
  // @source DGII, Informe técnico e-CF v1.0 (2022), "Código de seguridad": the first six characters
  return { ...plain, securityCode: plain.signatureValue.slice(0, 6) }
}

async function signerIn(
  shell: Shell,
  p12: Uint8Array,
  password: string,
): Promise<{ readonly signer: XmlSigner; readonly holder: string }> {
  const contents = await openPkcs12(p12, password)
  const now = new Date()
  const { usable, findings } = diagnose(contents, { now })
  const choice = signingPairOf(contents, now)
  if (!usable || !choice) {
    const es = findings.map(({ message }) => message.es).join('\n')
    const en = findings.map(({ message }) => message.en).join('\n')
    throw new CommandProblem(EXIT.no, { es, en })
  }
  shell.terminal.err(faultsText(shell, findings.map((finding) => ({ ...finding, path: '' })))) // prettier-ignore
  const { privateKey, certificate } = choice.pair
  return { signer: signerOf(privateKey, certificate), holder: certificateFacts(certificate).subject.text }
}
