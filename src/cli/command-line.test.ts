import { describe, expect, test } from 'vitest'
import { emite } from '../../test/support/command-line.ts'

const COMMANDS = [
  ...['demo', 'serve', 'api', 'worker', 'simulate', 'sign', 'verify'],
  ...['certificate', 'certificate inspect', 'certificate rotate-master-key'],
  ...['tenant', 'tenant list', 'tenant create', 'key', 'key list', 'key create', 'key revoke'],
  ...['issuer', 'issuer list', 'issuer create', 'issuer show', 'issuer certificate', 'issuer certificate add'],
  ...['range', 'range list', 'range add', 'audit', 'audit verify', 'audit list'],
  ...['documents', 'documents list', 'documents show', 'documents xml', 'documents retry'],
]

describe('help', () => {
  test.each(COMMANDS)('of %s shows examples of it, in both languages', async (command) => {
    const spanish = await emite([...command.split(' '), '--help'])
    expect(spanish).toMatchObject({ exitCode: 0, err: '' })
    expect(spanish.out).toContain(`Uso: emite ${command} `)
    expect(spanish.out).toMatch(new RegExp(`Ejemplos:\n  emite ${command}`))

    const english = await emite(['--lang', 'en', ...command.split(' '), '--help'])
    expect(english.out).toContain(`Usage: emite ${command} `)
    expect(english.out).toMatch(new RegExp(`Examples:\n  emite ${command}`))
  })

  test('of serve names every setting', async () => {
    const { out } = await emite(['serve', '--help'])
    expect(out).toContain('EMITE_LOOPBACK_ONLY')
    expect(out).toContain('DATABASE_URL')
  })

  test('says what the exit codes mean', async () => {
    expect((await emite(['--help'])).out).toContain('70 error interno')
  })
})

describe('a command line that makes no sense', () => {
  test.each([
    { args: [], says: 'Uso:' },
    { args: ['emitir'], says: "no hay ningún comando 'emitir'" },
    { args: ['verify'], says: "falta el argumento 'file'" },
    { args: ['verify', 'a', 'b'], says: 'sobran argumentos' },
    { args: ['verify', 'a', '--fast'], says: "no hay ninguna opción '--fast'" },
    { args: ['key', 'create', '--name', 'x'], says: "falta la opción '--environment <environment>'" },
    { args: ['key', 'create', '--environment', 'test', '--name', 'x'], says: 'debe ser uno de: sandbox, production' },
    { args: ['documents', 'list', '--limit', '0'], says: 'un entero de 1 a 1000' },
    { args: ['documents', 'list', '--before', 'x'], says: 'no es un id' },
    { args: ['issuer', 'list', '--lang', 'fr'], says: "'fr' no vale" },
    { args: ['certificate', 'inspect', 'x', '--password-file', 'a', '--password-env', 'B'], says: 'junto con' },
  ])('ends with 2 and says so: $args', async ({ args, says }) => {
    const { exitCode, out, err } = await emite(args)
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
    expect(err).toContain(says)
  })

  test('is answered in English where the locale is', async () => {
    const { err } = await emite(['emitir'], { environment: { LANG: 'en_US.UTF-8' } })
    expect(err).toContain("emite: unknown command 'emitir'")
  })

  test('tells every mistake in the settings at once', async () => {
    const { exitCode, err } = await emite(['tenant', 'list'], { environment: { EMITE_PORT: 'x', EMITE_POTR: '1' } })
    expect(exitCode).toBe(2)
    expect(err).toContain('EMITE_PORT')
    expect(err).toContain('EMITE_POTR')
  })
})

test('a database that is not there ends with 3, and shows no password', async () => {
  const url = 'postgres://u:secreto@127.0.0.1:1/none'
  const { exitCode, out, err } = await emite(['tenant', 'list', '--database-url', url])
  expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' })
  expect(err).not.toBe('')
  expect(err).not.toContain('secreto')
})
