import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { checkVolume, type CheckedVolume, restoreVolume } from '../../accounts/archive/restore-volume.ts'
import type { House } from '../../compose.ts'
import { ArchiveDamaged } from '../../ports/archive.ts'
import { printingCommandOf } from '../command.ts'
import { negative, wrongUsage } from '../command-problem.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { actor } from '../operator.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { progressOn } from '../output/progress.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { volumesIn, withVolume } from './volume-files.ts'

interface Options extends HouseOptions, PrintOptions {
  readonly check?: true
}

interface Restored {
  readonly volumes: number
  readonly checked: number
  readonly restored: number
  /** Documents that were there already. */
  readonly there: number
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
    .action(async (path: string, options: Options) => {
      const volumes = await volumesAt(path)
      const outcome = await inHouse(shell, options, (house) => importAll(shell, house, volumes, options))
      print(shell, options, outcome, () => textOf(shell, outcome))
      shell.end(EXIT.ok)
    })
}

async function volumesAt(path: string): Promise<readonly string[]> {
  const facts = await stat(path).catch(() => undefined)
  if (!facts) throw wrongUsage({ es: `No existe ${path}.`, en: `There is no ${path}.` })
  const volumes = facts.isDirectory() ? await volumesIn(path) : [path]
  if (volumes.length === 0)
    throw negative({ es: `${path} no tiene volúmenes de emite export.`, en: `${path} has no volumes of emite export.` })
  return volumes
}

async function importAll(
  shell: Shell,
  house: House,
  volumes: readonly string[],
  { check }: Options,
): Promise<Restored> {
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

function textOf(shell: Shell, { volumes, checked, restored, there }: Restored): string {
  return pairsText(shell, [
    [{ es: 'Volúmenes', en: 'Volumes' }, String(volumes)],
    [{ es: 'Documentos comprobados', en: 'Documents checked' }, String(checked)],
    [{ es: 'Restaurados', en: 'Restored' }, String(restored)],
    [{ es: 'Ya estaban', en: 'Were there' }, String(there)],
  ])
}
