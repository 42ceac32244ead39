import { type Bilingual, type Fault, isAcceptable } from '../../domain/fault.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { plainText } from '../output/plain-text.ts'
import { faultsText } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import type { CertificateStanding, Validity } from './certificate-standing.ts'
import type { Report } from './report.ts'

/** What was found about a document, for people: four verdicts, each with its reasons. */
export function verificationText(shell: Shell, report: Report): string {
  const { signature, certificate, faults, totals } = report
  return [
    kindText(shell, report),
    verdict(shell, signature.valid, { es: 'Firma', en: 'Signature' }, signature.words),
    certificate
      ? certificateText(shell, certificate)
      : verdict(shell, false, { es: 'Certificado', en: 'Certificate' }, NO_CERTIFICATE),
    checked(shell, { es: 'Formato', en: 'Format' }, faults),
    totals.kind === 'recomputed'
      ? checked(shell, { es: 'Totales', en: 'Totals' }, totals.faults)
      : verdict(shell, undefined, { es: 'Totales', en: 'Totals' }, NOT_RECOMPUTED),
    `\n${shell.terminal.styled('bold', shell.say(report.right ? RIGHT : WRONG))}\n`,
  ].join('')
}

const RIGHT = { es: 'Todo en orden.', en: 'All in order.' }
const WRONG = { es: 'El documento no está en orden.', en: 'The document is not in order.' }
const NO_CERTIFICATE = { es: 'no hay ninguno que se pueda leer', en: 'there is none that can be read' }
const NOT_RECOMPUTED = { es: 'no hay importes que recalcular', en: 'there are no figures to compute anew' }

function kindText(shell: Shell, { country, root, type }: Report): string {
  const jurisdiction = JURISDICTIONS.find(({ code }) => code === country)
  const name = jurisdiction?.documentTypes.find(({ code }) => code === type)?.name
  const document = [plainText(root), type && plainText(type), name && shell.say(name)].filter(Boolean).join(' · ')
  return pairsText(shell, [
    [{ es: 'Documento', en: 'Document' }, document],
    [{ es: 'País', en: 'Country' }, jurisdiction && shell.say(jurisdiction.name)],
  ])
}

function certificateText(shell: Shell, standing: CertificateStanding): string {
  const { subject, issuer, validFrom, validTo, signedAt, validity, chain } = standing
  const held = signedAt === undefined ? HELD : HELD_WHEN_SIGNED
  const words = { 'in-force': held, ...NOT_IN_FORCE }[validity]
  const facts = pairsText(shell, [
    [{ es: '  Titular', en: '  Holder' }, subject],
    [{ es: '  Emitido por', en: '  Issued by' }, issuer],
    [{ es: '  Vigencia', en: '  Validity' }, `${validFrom} – ${validTo}`],
    [{ es: '  Cadena', en: '  Chain' }, shell.say(CHAINS[chain])],
  ])
  return verdict(shell, validity !== 'never', { es: 'Certificado', en: 'Certificate' }, words) + facts
}

const HELD = { es: 'vigente', en: 'in force' }
const HELD_WHEN_SIGNED = { es: 'vigente, también al firmar', en: 'in force, and when it signed' }

const NOT_IN_FORCE: Readonly<Record<Exclude<Validity, 'in-force'>, Bilingual>> = {
  'expired-since': { es: 'vigente al firmar; ya venció', en: 'in force when it signed; expired since' },
  'not-yet-then': {
    es: 'vigente, pero no todavía a la hora en que el documento dice haberse firmado',
    en: 'in force, but not yet at the time the document says it was signed',
  },
  never: { es: 'no estaba vigente al firmar', en: 'not in force when it signed' },
}

const CHAINS: Readonly<Record<CertificateStanding['chain'], Bilingual>> = {
  found: { es: 'encontrada hasta una raíz de las dadas', en: 'found up to a root among those given' },
  'not-found': { es: 'no encontrada entre los certificados dados', en: 'not found among the certificates given' },
  'not-asked': { es: 'no revisada: dé las entidades con --authorities', en: 'not checked: give --authorities' },
}

function checked(shell: Shell, what: Bilingual, faults: readonly Fault[]): string {
  const words: Bilingual = faults.length === 0 ? { es: 'sin faltas', en: 'no faults' } : same(String(faults.length))
  const details = faultsText(shell, faults).replace(/^(?=.)/gm, '  ')
  return verdict(shell, isAcceptable(faults), what, words) + details
}

/** `undefined` stands for what was not asked. */
function verdict(shell: Shell, holds: boolean | undefined, what: Bilingual, words: Bilingual): string {
  const { terminal } = shell
  const mark = holds === undefined ? '·' : holds ? terminal.styled('green', '✓') : terminal.styled('red', '✗')
  return `${mark} ${shell.say(what)}: ${plainText(shell.say(words))}\n`
}

function same(text: string): Bilingual {
  return { es: text, en: text }
}
