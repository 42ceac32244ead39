import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPkcs12 } from '../../test/support/certificates.ts'
import { emite } from '../../test/support/command-line.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emite-hostile-'))
  const { file } = await testPkcs12()
  await writeFile(join(folder, 'good.p12'), file)
  await writeFile(join(folder, 'empty'), '')
  await writeFile(join(folder, 'binary'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37 + 11) % 256)))
  await writeFile(join(folder, 'doctype'), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
  await writeFile(join(folder, 'utf16'), Buffer.from('\ufeff<a/>', 'utf16le'))
  await writeFile(join(folder, 'cut'), '<ECF><Encabezado>')
  await writeFile(join(folder, 'plain.xml'), '<a>1</a>')
  await writeFile(join(folder, 'huge'), '')
  await truncate(join(folder, 'huge'), 3_000_000_000)
})
afterAll(() => rm(folder, { recursive: true }))

const XML_COMMANDS: readonly (readonly [string, (path: string) => string[]])[] = [
  ['verify', (path) => ['verify', path]],
  ['sign', (path) => ['sign', path, '--certificate', join(folder, 'good.p12'), '--password-env', 'P']],
]

describe.each(XML_COMMANDS)('%s', (_name, argsFor) => {
  test.each([
    { file: 'empty', exitCode: 1, says: 'el archivo está vacío' },
    { file: 'binary', exitCode: 1, says: 'No es un XML que se pueda leer' },
    { file: 'doctype', exitCode: 1, says: 'DOCTYPE' },
    { file: 'utf16', exitCode: 1, says: 'UTF-8' },
    { file: 'cut', exitCode: 1, says: 'mal formado' },
    { file: 'huge', exitCode: 3, says: 'más de 10000000 bytes' },
    { file: '.', exitCode: 3, says: 'es una carpeta' },
    { file: 'none', exitCode: 3, says: 'no existe' },
    { file: 'plain.xml/none', exitCode: 3, says: 'no es una carpeta' },
  ])('ends with $exitCode for $file, and says why', async ({ file, exitCode, says }) => {
    const ended = await emite(argsFor(join(folder, file)), { environment: { P: 'prueba-123' } })
    expect(ended).toMatchObject({ exitCode, out: '' })
    expect(ended.err).toContain(says)
  })
})

describe('certificate inspect', () => {
  test.each([
    { file: 'empty', exitCode: 1, says: 'PKCS#12' },
    { file: 'binary', exitCode: 1, says: 'PKCS#12' },
    { file: 'doctype', exitCode: 1, says: 'PKCS#12' },
    { file: 'huge', exitCode: 3, says: 'más de 262144 bytes' },
    { file: '.', exitCode: 3, says: 'es una carpeta' },
    { file: 'none', exitCode: 3, says: 'no existe' },
  ])('ends with $exitCode for $file, and says why', async ({ file, exitCode, says }) => {
    const args = ['certificate', 'inspect', join(folder, file), '--password-env', 'P']
    const ended = await emite(args, { environment: { P: 'x' } })
    expect(ended).toMatchObject({ exitCode, out: '' })
    expect(ended.err).toContain(says)
  })
})

test('a password file with no end is not read to its end', async () => {
  const args = ['certificate', 'inspect', join(folder, 'good.p12'), '--password-file', join(folder, 'huge')]
  expect(await emite(args)).toMatchObject({ exitCode: 3, out: '' })
})
