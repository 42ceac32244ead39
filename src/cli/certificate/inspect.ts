import type { Command } from 'commander'
import { type Diagnosis, diagnose } from '../../certificates/diagnosis.ts'
import { openPkcs12, PKCS12_LIMITS } from '../../certificates/pkcs12.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { inputFile } from '../input-file.ts'
import { faultsText, print, type PrintOptions } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import { type PasswordOptions, passwordOf, withPassword } from '../password.ts'
import type { Shell } from '../shell.ts'

/** `emite certificate inspect FILE`: whose it is, until when, and whether it can sign. */
export function inspectCertificate(shell: Shell): Command {
  const page = {
    name: 'inspect',
    about: {
      es: 'Diagnostica un certificado PKCS#12: de quién es, hasta cuándo, y por qué no puede firmar si no puede.',
      en: 'Diagnoses a PKCS#12 certificate: whose it is, until when, and why it cannot sign if it cannot.',
    },
    examples: ['certificate inspect firma.p12', 'certificate inspect firma.p12 --password-file clave.txt --json'],
  }
  return withPassword(printingCommandOf(shell, page), shell)
    .argument('<file>', shell.say({ es: 'archivo .p12 o .pfx', en: '.p12 or .pfx file' }))
    .action(async (path: string, options: PrintOptions & PasswordOptions) => {
      const file = await inputFile(path, PKCS12_LIMITS.sizeBytes)
      const contents = await openPkcs12(file, await passwordOf(shell, options))
      const diagnosis = diagnose(contents, { now: new Date() })
      print(shell, options, diagnosis, () => textOf(shell, diagnosis))
      shell.end(diagnosis.usable ? EXIT.ok : EXIT.no)
    })
}

function textOf(shell: Shell, diagnosis: Diagnosis): string {
  const { certificate, choice, chainLength, findings, usable } = diagnosis
  const key = certificate && [certificate.keyAlgorithm, certificate.keyBits].filter(Boolean).join(' ')
  const facts = pairsText(shell, [
    [{ es: 'Titular', en: 'Holder' }, certificate?.subject.text],
    [{ es: 'Número del titular', en: "Holder's number" }, certificate?.subject.taxId],
    [{ es: 'RUC', en: 'RUC' }, certificate?.ruc],
    [{ es: 'Emitido por', en: 'Issued by' }, certificate?.issuer.text],
    [{ es: 'Desde', en: 'From' }, certificate?.validFrom.toISOString()],
    [{ es: 'Hasta', en: 'Until' }, certificate?.validTo.toISOString()],
    [{ es: 'Serie', en: 'Serial' }, certificate?.serial],
    [{ es: 'Clave', en: 'Key' }, key],
    [{ es: 'Uso de la clave', en: 'Key usage' }, certificate?.keyUsage?.join(', ')],
    [{ es: 'Huella', en: 'Fingerprint' }, certificate?.fingerprint],
    [{ es: 'Certificados de la cadena', en: 'Certificates in the chain' }, chainLength],
    [{ es: 'Elección', en: 'Choice' }, choice && shell.say(choice.explanation)],
  ])
  const verdict = usable
    ? shell.terminal.styled('green', shell.say({ es: 'Puede firmar.', en: 'It can sign.' }))
    : shell.terminal.styled('red', shell.say({ es: 'No puede firmar.', en: 'It cannot sign.' }))
  const told = findings.map((finding) => ({ ...finding, path: '' }))
  return `${facts}\n${verdict}\n${faultsText(shell, told)}`
}
