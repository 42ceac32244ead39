import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { lacksOf, placeOf, type VolumePlace } from '../../accounts/archive/completeness.ts'
import type { OpenedVolume } from '../../accounts/archive/read-volume.ts'
import { checkVolume, type CheckedVolume, restoreVolume } from '../../accounts/archive/restore-volume.ts'
import type { House } from '../../compose.ts'
import type { Bilingual } from '../../domain/fault.ts'
import { ArchiveDamaged } from '../../ports/archive.ts'
import { printingCommandOf } from '../command.ts'
import { negative, wrongUsage } from '../command-problem.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { isSystemError } from '../input-file.ts'
import { actor } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { progressOn } from '../output/progress.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { asUnavailable, volumesIn, withVolume } from './volume-files.ts'

interface Options extends HouseOptions, PrintOptions {
  readonly check?: true
  readonly incomplete?: true
}

interface Restored {
  readonly volumes: number
  readonly checked: number
  readonly restored: number
  /** Documents that were there already. */
  readonly there: number
  /** What is missing of what was exported. */
  readonly lacks: readonly string[]
}

/** `emite import FOLDER`: restores an archive. Everything is checked before anything is restored. */
export function importArchive(shell: Shell): Command {
  const page = {
    name: 'import',
    about: {
      es:
        'Restaura un archivo de emite export: comprueba cada hash, cadena y firma antes de tocar nada; lo que ya está, se queda. ' +
        'No incluye certificados ni claves: cárguelos de nuevo.',
      en:
        'Restores an archive of emite export: checks every hash, chain and signature before it touches anything; what is there ' +
        'stays. Certificates and keys are not in it: load them anew.',
    },
    examples: ['import archivo-2026', 'import archivo-2026 --check', 'import archivo-2026/emite-0001.zip'],
  }
  return withHouseOptions(printingCommandOf(shell, page), shell)
    .argument('<path>', shell.say({ es: 'carpeta de volúmenes, o un volumen', en: 'folder of volumes, or one volume' }))
    .option('--check', shell.say({ es: 'solo comprueba', en: 'checks only' }))
    .option(
      '--incomplete',
      shell.say({ es: 'acepta una carpeta a la que le faltan volúmenes', en: 'takes a folder that lacks volumes' }),
    )
    .action(async (path: string, options: Options) => {
      const { volumes, lacks } = await volumesAt(path)
      if (lacks.length > 0 && !options.check && !options.incomplete) throw incomplete(path, lacks)
      const count = await inHouse(shell, options, (house) => importAll(shell, house, volumes, options))
      const outcome = { ...count, lacks: lacks.map((lack) => shell.say(lack)) }
      print(shell, options, outcome, () => textOf(shell, outcome))
      shell.end(lacks.length > 0 && !options.incomplete ? EXIT.no : EXIT.ok)
    })
}

interface Volumes {
  readonly volumes: readonly string[]
  readonly lacks: readonly Bilingual[]
}

/** A folder is meant to be all of an export; a volume that is named is wanted by itself. */
async function volumesAt(path: string): Promise<Volumes> {
  const facts = await asUnavailable(path, () => stat(path).catch(missing(path)))
  if (!facts.isDirectory()) return { volumes: [path], lacks: [] }
  const volumes = await volumesIn(path)
  if (volumes.length === 0)
    throw negative({ es: `${path} no tiene volúmenes de emite export.`, en: `${path} has no volumes of emite export.` })
  const places: VolumePlace[] = []
  for (const each of volumes) {
    const placed = (volume: OpenedVolume) => Promise.resolve(placeOf(basename(each), volume))
    places.push(await readable(each, () => withVolume(each, placed)))
  }
  return { volumes, lacks: lacksOf(places) }
}

function missing(path: string): (error: unknown) => never {
  return (error) => {
    const isMissing = isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    throw isMissing ? wrongUsage({ es: `No existe ${path}.`, en: `There is no ${path}.` }) : error
  }
}

async function importAll(
  shell: Shell,
  house: House,
  volumes: readonly string[],
  { check }: Options,
): Promise<Omit<Restored, 'lacks'>> {
  const progress = progressOn(shell)
  const count = { checked: 0, restored: 0, there: 0 }
  const parts = {
    ...house,
    onDocument: (what: 'checked' | 'restored', { document }: { document: { number: string } }) =>
      progress.tell(`${what} ${document.number}`),
  }
  try {
    const findings: CheckedVolume[] = []
    for (const path of volumes) {
      const found = await readable(path, () => withVolume(path, (volume) => checkVolume(parts, volume)))
      count.checked += found.documents
      findings.push(found)
    }
    if (check) return { volumes: volumes.length, ...count }
    for (const [index, path] of volumes.entries()) {
      const found = findings[index]
      if (!found) continue
      const done = await readable(path, () =>
        withVolume(path, (volume) => restoreVolume(parts, volume, found, actor())),
      )
      count.restored += done.restored
      count.there += done.there
    }
    return { volumes: volumes.length, ...count }
  } finally {
    progress.end()
  }
}

async function readable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ArchiveDamaged)) throw error
    throw negative({
      es: `${path} no es un archivo íntegro de emite export: ${error.message}. No se restauró nada de él.`,
      en: `${path} is no whole archive of emite export: ${error.message}. Nothing of it was restored.`,
    })
  }
}

function incomplete(path: string, lacks: readonly Bilingual[]): Error {
  const [es, en] = [lacks.map((lack) => lack.es).join(' '), lacks.map((lack) => lack.en).join(' ')]
  return negative({
    es: `${path} no está completo. ${es} No se restauró nada; --incomplete restaura lo que hay.`,
    en: `${path} is not complete. ${en} Nothing was restored; --incomplete restores what is there.`,
  })
}

function textOf(shell: Shell, { volumes, checked, restored, there, lacks }: Restored): string {
  const pairs = pairsText(shell, [
    [{ es: 'Volúmenes', en: 'Volumes' }, String(volumes)],
    [{ es: 'Documentos comprobados', en: 'Documents checked' }, String(checked)],
    [{ es: 'Restaurados', en: 'Restored' }, String(restored)],
    [{ es: 'Ya estaban', en: 'Were there' }, String(there)],
  ])
  return [pairs, ...lacks.map((lack) => `${lack}\n`)].join('')
}
