import { describe, expect, test } from 'vitest'
import { paperCache } from './paper-cache.ts'

const KB = 1024
const paper = (size: number, fill = 0) => new Uint8Array(size).fill(fill)

describe('papers that were printed', () => {
  test('are printed once, however many ask for the same at the same time', async () => {
    const papers = paperCache({ mostBytes: 64 * KB })
    const { promise, resolve } = Promise.withResolvers<Uint8Array>()
    let prints = 0
    const print = () => {
      prints += 1
      return promise
    }
    const asked = Array.from({ length: 50 }, () => papers.get('a', print))
    resolve(paper(KB, 7))

    for (const bytes of await Promise.all(asked)) expect(bytes).toEqual(paper(KB, 7))
    await papers.get('a', print)
    expect(prints).toBe(1)
  })

  test('are other papers under other keys', async () => {
    const papers = paperCache({ mostBytes: 64 * KB })
    const [a, b] = await Promise.all([
      papers.get('a', () => Promise.resolve(paper(KB, 1))),
      papers.get('b', () => Promise.resolve(paper(KB, 2))),
    ])
    expect([a[0], b[0]]).toEqual([1, 2])
  })

  test('that failed fail for all who waited, and are tried again by the next', async () => {
    const papers = paperCache({ mostBytes: 64 * KB })
    const failing = [
      () => Promise.reject(new Error('no paper')),
      () => {
        throw new Error('no ink')
      },
    ]
    for (const fail of failing) {
      const both = await Promise.allSettled([papers.get('a', fail), papers.get('a', fail)])
      expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    }
    expect(await papers.get('a', () => Promise.resolve(paper(1)))).toEqual(paper(1))
  })

  test('never take more room than there is; the one used longest ago goes first', async () => {
    const papers = paperCache({ mostBytes: 8 * KB })
    const reprinted: string[] = []
    const ask = (key: string) =>
      papers.get(key, () => {
        reprinted.push(key)
        return Promise.resolve(paper(2 * KB))
      })
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) {
      await ask(key)
      expect(papers.sizeBytes).toBeLessThanOrEqual(8 * KB)
    }
    expect(reprinted).toEqual(['a', 'b', 'c', 'd', 'b'])
  })

  test('that are larger than all the room are handed out and not kept', async () => {
    const papers = paperCache({ mostBytes: 8 * KB })
    await papers.get('small', () => Promise.resolve(paper(KB)))
    expect(await papers.get('large', () => Promise.resolve(paper(9 * KB)))).toHaveLength(9 * KB)
    expect(papers.sizeBytes).toBeLessThan(2 * KB)
  })

  test('hold on to no larger buffer that they came in', async () => {
    const papers = paperCache({ mostBytes: 8 * KB })
    await papers.get('a', () => Promise.resolve(paper(1024 * KB).subarray(0, KB)))
    const kept = await papers.get('a', () => Promise.reject(new Error('kept')))
    expect(kept.buffer.byteLength).toBe(KB)
  })
})
