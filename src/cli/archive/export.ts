import { type Command, InvalidArgumentError, Option } from 'commander'
import { type ArchivePeriod, hasDocuments, type Volume, writeVolume } from '../../accounts/archive/write-volume.ts'
import type { House } from '../../compose.ts'
import { type CalendarDate, calendarDateOf } from '../../domain/calendar.ts'
import type { Environment } from '../../domain/caller.ts'
import { paperOf } from '../../journey/paper.ts'
import { printingCommandOf } from '../command.ts'
import { wrongUsage } from '../command-problem.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { issuerNamed, type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { type Progress, progressOn } from '../output/progress.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from '../whole-number.ts'
import { newVolume, volumesIn, withVolume } from './volume-files.ts'

interface Options extends HouseOptions, TenantOptions, PrintOptions {
  readonly environment: Environment
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly issuer?: string
  readonly pdf: boolean
  readonly volumeSize: number
}

interface Exported {
  readonly folder: string
  readonly documents: number
  readonly volumes: readonly string[]
  /** Documents whose story had not ended: export the period again, to another folder, when it has. */
  readonly unsettled: number
  /** Documents that the period has and this folder, however often the export is run again, will not get. */
  readonly missed: number
}

const DEFAULT_VOLUME = 10_000
const MOST_VOLUME = 100_000

/** `emite export FOLDER`: a period's documents as ZIP volumes. Run again it goes on where it was cut. */
export function exportArchive(shell: Shell): Command {
  const page = {
    name: 'export',
    about: {
      es:
        'Archiva los documentos de un período en una carpeta de volúmenes ZIP: XML, respuesta de la administración, PDF, JSON y un ' +
        'manifiesto con hashes. Si se corta, la misma orden continúa.',
      en:
        "Archives a period's documents in a folder of ZIP volumes: XML, the authority's answer, PDF, JSON and a manifest of " +
        'hashes. If it is cut, the same command goes on.',
    },
    examples: ['export archivo-2026 --environment production --from 2026-01-01 --to 2026-12-31'],
  }
  const date = (flag: string, es: string, en: string) =>
    new Option(flag, shell.say({ es, en })).argParser((text) => dateOf(shell, text)).makeOptionMandatory()
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'required')
    .argument('<folder>', shell.say({ es: 'carpeta de los volúmenes', en: 'folder of the volumes' }))
    .addOption(date('--from <date>', 'primera fecha de emisión', 'first issue date'))
    .addOption(date('--to <date>', 'última fecha de emisión', 'last issue date'))
    .option('--issuer <taxId>', shell.say({ es: 'solo de este emisor', en: 'of this issuer only' }))
    .option('--no-pdf', shell.say({ es: 'sin los PDF, que son lo más lento', en: 'without PDFs, which take longest' }))
    .addOption(
      new Option('--volume-size <count>', shell.say({ es: 'documentos por volumen', en: 'documents a volume' }))
        .default(DEFAULT_VOLUME)
        .argParser(wholeNumber(shell, 1, MOST_VOLUME)),
    )
  return withHouseOptions(command, shell).action(async (folder: string, options: Options) => {
    if (options.from > options.to) throw periodBackwards()
    const exported = await inHouse(shell, options, (house) => exportPeriod(shell, house, folder, options))
    print(shell, options, exported, () => textOf(shell, exported))
    shell.end(exported.missed > 0 ? EXIT.no : EXIT.ok)
  })
}

async function exportPeriod(shell: Shell, house: House, folder: string, options: Options): Promise<Exported> {
  const { id: tenantId } = await tenantOf(house, options)
  const { environment, from, to } = options
  const issuer =
    options.issuer === undefined ? undefined : await issuerNamed(house, tenantId, options.issuer, { environment })
  const period: ArchivePeriod = { tenantId, environment, from, to, issuer }

  const known = await volumesIn(folder)
  let place = await placeBehind(known.at(-1), period)
  const query = { ...period, issuedFrom: from, issuedTo: to, issuerId: issuer?.id }
  const count = await house.archive.count(query)
  const progress = progressOn(shell)
  const told = { documents: 0, unsettled: 0 }
  const volumes: string[] = []
  try {
    // A folder ends with a volume that says so; where it does already, nothing new makes none.
    let isWhole = place.isWhole && !(await hasDocuments(house.archive, period, place.after))
    while (!isWhole) {
      const made = await oneVolume(
        house,
        folder,
        { ...period, ...place, most: options.volumeSize },
        options.pdf,
        told,
        {
          ...progress,
          tell: (text) => progress.tell(`${text} / ${count}`),
        },
      )
      volumes.push(made.path)
      isWhole = made.result.isLastVolume
      place = { volume: place.volume + 1, after: made.result.last, isWhole }
    }
  } finally {
    progress.end()
  }
  const there = await house.archive.count(query, place.after)
  return { folder, volumes, ...told, missed: Math.max(0, there - (await documentsIn(known)) - told.documents) }
}

/**
 * How many documents volumes hold. A document stands in the order of its id, but comes into sight when it is committed or restored:
 * one that did behind an export's back lies before the place where the next one goes on.
 */
async function documentsIn(volumes: readonly string[]): Promise<number> {
  let documents = 0
  for (const path of volumes) documents += await withVolume(path, ({ manifest }) => Promise.resolve(manifest.documents))
  return documents
}

async function oneVolume(
  house: House,
  folder: string,
  request: Parameters<typeof writeVolume>[1],
  withPdf: boolean,
  told: { documents: number; unsettled: number },
  progress: Progress,
): Promise<{ readonly path: string; readonly result: Volume }> {
  return newVolume(folder, request.volume, (writer) =>
    writeVolume(
      {
        archive: house.archive,
        clock: house.clock,
        print: withPdf ? async ({ document }) => (await paperOf(house, document)).bytes : undefined,
        onDocument: ({ document: { state } }) => {
          told.documents += 1
          if (state === 'signed' || state === 'sent' || state === 'failed') told.unsettled += 1
          progress.tell(String(told.documents))
        },
      },
      request,
      writer,
    ),
  )
}

interface Place {
  readonly volume: number
  readonly after: string | undefined
  /** The volumes so far end with the last. */
  readonly isWhole: boolean
}

/** Where to go on behind the last volume that is whole. @throws CommandProblem when it is of another period */
async function placeBehind(path: string | undefined, period: ArchivePeriod): Promise<Place> {
  if (path === undefined) return { volume: 1, after: undefined, isWhole: false }
  return withVolume(path, ({ head, manifest }) => {
    const isSame =
      head.tenant.id === period.tenantId &&
      head.environment === period.environment &&
      head.period.from === period.from &&
      head.period.to === period.to &&
      head.period.issuerTaxId === period.issuer?.profile.taxId
    if (!isSame) throw otherPeriod(path)
    return Promise.resolve({ volume: head.volume + 1, after: manifest.last, isWhole: manifest.isLastVolume })
  })
}

function textOf(shell: Shell, { folder, documents, volumes, unsettled, missed }: Exported): string {
  const pairs = pairsText(shell, [
    [{ es: 'Carpeta', en: 'Folder' }, folder],
    [{ es: 'Documentos nuevos en ella', en: 'Documents new in it' }, String(documents)],
    [{ es: 'Volúmenes escritos', en: 'Volumes written' }, String(volumes.length)],
  ])
  const unended = {
    es: `${unsettled} aún no terminaban: archive el período otra vez, en otra carpeta, cuando terminen.`,
    en: `${unsettled} had not ended yet: archive the period again, to another folder, when they have.`,
  }
  const left = {
    es: `${missed} llegaron a la base detrás de lo ya archivado y no están en ella: archive el período otra vez, en otra carpeta.`,
    en: `${missed} came to the database behind what was archived and are not in it: archive the period again, to another folder.`,
  }
  const warnings = [...(unsettled > 0 ? [unended] : []), ...(missed > 0 ? [left] : [])]
  return [pairs, ...warnings.map((words) => `${shell.say(words)}\n`)].join('')
}

function dateOf(shell: Shell, text: string): CalendarDate {
  const date = calendarDateOf(text)
  if (date) return date
  throw new InvalidArgumentError(shell.say({ es: 'una fecha como 2026-01-31', en: 'a date such as 2026-01-31' }))
}

function periodBackwards(): Error {
  return wrongUsage({ es: '--from es posterior a --to.', en: '--from is after --to.' })
}

function otherPeriod(path: string): Error {
  return wrongUsage({
    es: `${path} es de otro período, emisor o tenant: use otra carpeta.`,
    en: `${path} is of another period, issuer or tenant: use another folder.`,
  })
}
