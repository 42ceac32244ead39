import { type Bilingual, type Fault, isAcceptable } from '../../domain/fault.ts'
import { JURISDICTIONS } from '../../jurisdictions/jurisdictions.ts'
import { plainText } from '../output/plain-text.ts'
import { faultsText } from '../output/print.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import type { Report } from '../verify.ts'
import type { CertificateStanding } from './certificate-standing.ts'

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
const NOT_RECOMPUTED = { es: 'este documento no tiene líneas', en: 'this document has no lines' }

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
  const { subject, issuer, validFrom, validTo, signedAt, wasValidThen, isValidNow, chain } = standing
  const dates = { es: `del ${day(validFrom)} al ${day(validTo)}`, en: `from ${day(validFrom)} to ${day(validTo)}` }
  const validity: Bilingual = wasValidThen
    ? signedAt === undefined
      ? { es: 'vigente', en: 'in force' }
      : { es: 'vigente al firmar', en: 'in force when it signed' }
    : { es: 'no estaba vigente', en: 'not in force' }
  const isOver = wasValidThen && !isValidNow
  const since: Bilingual = isOver ? { es: '; ya venció', en: '; expired since' } : same('')
  const facts = pairsText(shell, [
    [{ es: '  Titular', en: '  Holder' }, subject],
    [{ es: '  Emitido por', en: '  Issued by' }, issuer],
    [{ es: '  Cadena', en: '  Chain' }, shell.say(CHAINS[chain])],
  ])
  const words = { es: `${validity.es} (${dates.es})${since.es}`, en: `${validity.en} (${dates.en})${since.en}` }
  return verdict(shell, wasValidThen, { es: 'Certificado', en: 'Certificate' }, words) + facts
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
  const { styled } = shell.terminal
  const mark = holds === undefined ? '·' : holds ? styled('green', '✓') : styled('red', '✗')
  return `${mark} ${shell.say(what)}: ${plainText(shell.say(words))}\n`
}

function day(instant: string): string {
  return instant.slice(0, 10)
}

function same(text: string): Bilingual {
  return { es: text, en: text }
}
