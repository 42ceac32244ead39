import type { Bilingual } from '../../domain/fault.ts'
import type { ArchiveHead } from './layout.ts'
import type { OpenedVolume } from './read-volume.ts'

/** Where a volume stands among the others of its export. */
export interface VolumePlace {
  /** What people call it: its file. */
  readonly name: string
  /** The same of all volumes of one export. */
  readonly series: string
  readonly volume: number
  readonly after: string | undefined
  readonly last: string | undefined
  readonly isLastVolume: boolean
}

/** The place that a volume gives itself. */
export function placeOf(name: string, { head, manifest }: Pick<OpenedVolume, 'head' | 'manifest'>): VolumePlace {
  const { volume, after } = head
  const { last, isLastVolume } = manifest
  return { name, series: seriesOf(head), volume, after, last, isLastVolume }
}

/** What volumes, of one export or of several, lack to be all that was exported; nothing when all of it is there. */
export function lacksOf(places: readonly VolumePlace[]): readonly Bilingual[] {
  return [...Map.groupBy(places, ({ series }) => series).values()].flatMap((series) => {
    const ordered = series.toSorted((one, other) => one.volume - other.volume)
    return [...ordered.flatMap((place, at) => lackBefore(place, ordered.slice(0, at))), ...lackBehind(ordered.at(-1))]
  })
}

function seriesOf({ tenant, environment, period: { from, to, issuerTaxId } }: ArchiveHead): string {
  return [tenant.id, environment, from, to, issuerTaxId ?? ''].join(' ')
}

function lackBefore({ name, volume, after }: VolumePlace, earlier: readonly VolumePlace[]): readonly Bilingual[] {
  const nearest = earlier.findLast((each) => each.volume < volume)?.volume ?? 0
  const [first, end] = [nearest + 1, volume - 1]
  if (first > end) return follows(after, volume, earlier) ? [] : [strange(name)]
  if (first === end)
    return [{ es: `Falta el volumen ${end}, anterior a ${name}.`, en: `Volume ${end}, before ${name}, is missing.` }]
  return [
    {
      es: `Faltan los volúmenes ${first} a ${end}, anteriores a ${name}.`,
      en: `Volumes ${first} to ${end}, before ${name}, are missing.`,
    },
  ]
}

/** Volumes are counted alike in every export of a period: only the documents tell those of one from another's. */
function follows(after: string | undefined, volume: number, earlier: readonly VolumePlace[]): boolean {
  if (volume === 1) return true
  return earlier.some((each) => each.volume === volume - 1 && each.last === after)
}

function strange(name: string): Bilingual {
  return {
    es: `${name} no empieza donde termina el volumen anterior: es de otra exportación del mismo período.`,
    en: `${name} does not begin where the volume before it ends: it is of another export of the same period.`,
  }
}

function lackBehind(end: VolumePlace | undefined): readonly Bilingual[] {
  if (!end || end.isLastVolume) return []
  return [
    {
      es: `Termina en el volumen ${end.volume} (${end.name}), que no es el último.`,
      en: `It ends with volume ${end.volume} (${end.name}), which is not the last.`,
    },
  ]
}
