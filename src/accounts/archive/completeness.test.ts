import { describe, expect, test } from 'vitest'
import { lacksOf, type VolumePlace } from './completeness.ts'

const idAt = (volume: number): string | undefined => (volume === 0 ? undefined : `document-${volume}`)

function place(volume: number, change: Partial<VolumePlace> = {}): VolumePlace {
  const [after, last] = [idAt(volume - 1), idAt(volume)]
  return { name: `emite-000${volume}.zip`, series: 'a', volume, after, last, isLastVolume: volume === 4, ...change }
}

const lacks = (...places: VolumePlace[]): string[] => lacksOf(places).map(({ en }) => en)

describe('what volumes lack', () => {
  test('is nothing when they are all there, in whatever order', () => {
    expect(lacks(place(2), place(4), place(1), place(3))).toEqual([])
  })

  test('is nothing when a later run of the export added one', () => {
    expect(lacks(place(1, { isLastVolume: true }), place(2, { isLastVolume: true }))).toEqual([])
  })

  test.each([
    ['the first', [2, 3, 4], ['Volume 1, before emite-0002.zip, is missing.']],
    ['one in the middle', [1, 3, 4], ['Volume 2, before emite-0003.zip, is missing.']],
    ['several', [1, 4], ['Volumes 2 to 3, before emite-0004.zip, are missing.']],
    ['the last', [1, 2], ['It ends with volume 2 (emite-0002.zip), which is not the last.']],
    ['two ends', [3], ['Volumes 1 to 2, before emite-0003.zip, are missing.', 'It ends with volume 3 (emite-0003.zip), which is not the last.']],
  ])('is %s', (_what, volumes, wanted) => {
    expect(lacks(...volumes.map((volume) => place(volume)))).toEqual(wanted)
  }) // prettier-ignore

  test('is told of a volume of another export in the place of one', () => {
    const other = place(2, { after: 'document-9', last: 'document-19', isLastVolume: true })
    expect(lacks(place(1), other)).toEqual([expect.stringMatching(/^emite-0002\.zip does not begin/)])
  })

  test('is asked of each export for itself', () => {
    const other = { series: 'b', name: 'b.zip', isLastVolume: true }
    expect(lacks(place(1, other), place(1), place(2), place(3), place(4))).toEqual([])
    expect(lacks(place(2, other), ...[1, 2, 3, 4].map((volume) => place(volume)))).toEqual([
      'Volume 1, before b.zip, is missing.',
    ])
  })
})
