import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What xmllint has against files under a schema, all in one process; an empty string when all of them are valid. Ask
 * `needs('xmllint')` first. Files are named by their place in the list, from 0.
 */
export function xmllintComplaint(schema: string, files: readonly (string | Uint8Array)[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'emite-xmllint-'))
  try {
    const names = files.map((file, i) => {
      const name = join(folder, `${i}.xml`)
      writeFileSync(name, file)
      return name
    })
    const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...names], {
      encoding: 'utf8',
    })
    if (error) throw error
    const valid = stderr.match(/ validates$/gm)?.length ?? 0
    return status === 0 && valid === files.length ? '' : stderr.slice(0, 2_000)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
