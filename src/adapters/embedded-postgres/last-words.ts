import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { textOf } from './owned-file.ts'
import type { Place } from './place.ts'

/** The file in a place that takes what the server says before its own log is open. */
export const START_LOG = 'start.log'

/** The last lines that a server wrote before it failed, and where the rest is: for the message about it. */
export async function lastWordsOf(place: Place, cluster: Cluster): Promise<string> {
  const files = [join(place.folder, START_LOG), ...(await newestLogOf(join(cluster.folder, 'log')))]
  const texts = await Promise.all(files.map(async (file) => (await textOf(file)) ?? ''))
  const lines = texts.flatMap((text) => text.trim().split('\n').slice(-3)).filter(Boolean)
  return `It said: ${lines.join(' / ') || 'nothing'} (${files.join(', ')})`
}

async function newestLogOf(folder: string): Promise<string[]> {
  // Made by the server itself; a first start that fails early leaves none.
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), changedMs: (await stat(join(folder, name))).mtimeMs })),
  )
  return files
    .sort((a, b) => b.changedMs - a.changedMs)
    .slice(0, 1)
    .map(({ path }) => path)
}
