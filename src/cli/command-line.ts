import { readFileSync } from 'node:fs'
import { type Command, CommanderError } from 'commander'
import { exportArchive } from './archive/export.ts'
import { importArchive } from './archive/import.ts'
import { listAudit } from './audit/list.ts'
import { verifyAudit } from './audit/verify.ts'
import { inspectCertificate } from './certificate/inspect.ts'
import { rotateMasterKey } from './certificate/rotate-master-key.ts'
import { groupOf } from './command.ts'
import { demo } from './demo.ts'
import { listDocuments } from './documents/list.ts'
import { retryDocument } from './documents/retry.ts'
import { documentPdf } from './documents/pdf.ts'
import { showDocument } from './documents/show.ts'
import { documentXml } from './documents/xml.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { failureOf } from './failure.ts'
import { setAppearance } from './issuer/appearance-set.ts'
import { showAppearance } from './issuer/appearance-show.ts'
import { addCertificate } from './issuer/certificate-add.ts'
import { createIssuer } from './issuer/create.ts'
import { listIssuers } from './issuer/list.ts'
import { showIssuer } from './issuer/show.ts'
import { createKey } from './key/create.ts'
import { listKeys } from './key/list.ts'
import { revokeKey } from './key/revoke.ts'
import { languageOf } from './language.ts'
import { removePlan } from './plan/remove.ts'
import { setPlan } from './plan/set.ts'
import { showPlan } from './plan/show.ts'
import { addRange } from './range/add.ts'
import { listRanges } from './range/list.ts'
import { api, serve, worker } from './serve.ts'
import { type Shell, shellOf } from './shell.ts'
import { sign } from './sign.ts'
import { simulate } from './simulate.ts'
import { createTenant } from './tenant/create.ts'
import { listTenants } from './tenant/list.ts'
import type { Terminal } from './terminal.ts'
import { usage } from './usage.ts'
import { verify } from './verify.ts'

/** Runs one command line (without `node` and script) to its end. Answers how the process should end; throws nothing. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok
  const shell = shellOf(terminal, languageOf(args, terminal.environment), (code) => (exitCode = code))
  try {
    await emite(shell).parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has told what was wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return HELPFUL.has(error.code) ? EXIT.ok : EXIT.wrongUsage
    const failure = failureOf(error)
    terminal.err(`emite: ${shell.say(failure.words)}\n`)
    return failure.exitCode
  }
}

/** Ways in which commander ends without anything being wrong. */
const HELPFUL: ReadonlySet<string> = new Set(['commander.helpDisplayed', 'commander.version'])

function emite(shell: Shell): Command {
  const group = (path: string, es: string, en: string, commands: readonly Command[]) =>
    groupOf(
      shell,
      {
        name: path.split(' ').at(-1) ?? path,
        about: { es, en },
        examples: commands.map((each) => `${path} ${each.name()} --help`),
      },
      commands,
    )

  const certificates = group('issuer certificate', 'Certificados de un emisor.', 'Certificates of an issuer.', [
    addCertificate(shell),
  ])
  const appearance = group('issuer appearance', 'Cómo se imprime.', 'How documents are printed.', [
    showAppearance(shell),
    setAppearance(shell),
  ])
  const commands = [
    demo(shell),
    serve(shell),
    api(shell),
    worker(shell),
    simulate(shell),
    sign(shell),
    verify(shell),
    group('certificate', 'Certificados y clave maestra.', 'Certificates and the master key.', [
      inspectCertificate(shell),
      rotateMasterKey(shell),
    ]),
    group('tenant', 'Tenants de la instalación.', 'Tenants of the installation.', [
      listTenants(shell),
      createTenant(shell),
    ]),
    group('issuer', 'Contribuyentes que emiten.', 'Taxpayers that issue.', [
      listIssuers(shell),
      createIssuer(shell),
      showIssuer(shell),
      certificates,
      appearance,
    ]),
    group('key', 'Claves de la API.', 'API keys.', [listKeys(shell), createKey(shell), revokeKey(shell)]),
    group('plan', 'Cuántos documentos puede hacer un tenant.', 'How many documents a tenant may make.', [
      showPlan(shell),
      setPlan(shell),
      removePlan(shell),
    ]),
    usage(shell),
    group('range', 'Rangos autorizados de números.', 'Authorised ranges of numbers.', [
      listRanges(shell),
      addRange(shell),
    ]),
    group('documents', 'Documentos emitidos.', 'Issued documents.', [
      listDocuments(shell),
      showDocument(shell),
      documentXml(shell),
      documentPdf(shell),
      retryDocument(shell),
    ]),
    exportArchive(shell),
    importArchive(shell),
    group('audit', 'Registro de auditoría.', 'The audit log.', [verifyAudit(shell), listAudit(shell)]),
  ]
  const page = { name: 'emite', about: ABOUT, examples: ['demo', 'verify factura.xml', 'documents list --json'] }
  return groupOf(shell, page, commands)
    .version(version(), '-V, --version', shell.say({ es: 'muestra la versión', en: 'shows the version' }))
    .addHelpText('after', `\n${shell.say(EXIT_CODES)}`)
}

const ABOUT = {
  es: 'Emite: comprobantes electrónicos de la República Dominicana y Ecuador, en su propia máquina.',
  en: 'Emite: electronic invoices of the Dominican Republic and Ecuador, on your own machine.',
}

const EXIT_CODES = {
  es:
    'Códigos de salida: 0 bien; 1 la respuesta es no (firma inválida, auditoría rota, faltas); 2 mal uso; ' +
    '3 no disponible (base de datos, archivo, puerto); 70 error interno; 130 forzado.',
  en:
    'Exit codes: 0 fine; 1 the answer is no (invalid signature, broken audit, faults); 2 wrong usage; ' +
    '3 unavailable (database, file, port); 70 internal error; 130 forced.',
}

function version(): string {
  const manifest = import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json'
  return (JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as { version: string }).version
}
