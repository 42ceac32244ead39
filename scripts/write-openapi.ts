import { readFile, writeFile } from 'node:fs/promises'
import { pino } from 'pino'
import { format, resolveConfig } from 'prettier'
import { DEFAULT_SERVER_SETTINGS, type ServerParts } from '../src/doors/parts.ts'
import { buildServer } from '../src/doors/server.ts'
import { JURISDICTIONS } from '../src/jurisdictions/jurisdictions.ts'
import { createMetrics } from '../src/observability/metrics.ts'

/*
 * Writes openapi.json from the routes. With `--check` it writes nothing and fails when the file is stale.
 */

const FILE = new URL('../openapi.json', import.meta.url)

const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const app = await buildServer(describing(manifest.version))
await app.ready()
const options = { ...(await resolveConfig(FILE)), parser: 'json' }
const text = await format(JSON.stringify(app.swagger()), options)
await app.close()

if (!process.argv.includes('--check')) {
  await writeFile(FILE, text)
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== text) {
  console.error('openapi.json is stale: run node scripts/write-openapi.ts')
  process.exitCode = 1
}

/** Enough of a server to describe itself. It serves nothing, so that whoever asks for another part is mistaken. */
function describing(version: string): ServerParts {
  const parts: Partial<ServerParts> = {
    jurisdictions: JURISDICTIONS,
    settings: { ...DEFAULT_SERVER_SETTINGS, version },
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(),
    readiness: [],
  }
  return parts as ServerParts
}
