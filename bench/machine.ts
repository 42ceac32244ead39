import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures were measured on, in one line. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} × ${model}, ${memoryGb} GB, ${type()} ${release()}, Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`
}

/** When, and how busy the machine was with other things before the part began. */
export function momentLine(): string {
  const [busy = 0] = loadavg()
  return `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; load average before it began ${busy.toFixed(2)}.`
}

/** The version of an installed package, such as `xml-crypto 6.3.2`. */
export function installed(name: string): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  return `${name} ${version}`
}
