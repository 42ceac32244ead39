import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needs, shared } from '../../test/support/needs.ts'
import { startBench, type Bench } from '../testing/client.ts'

const SET = 'dgii/samples/set-pruebas-a/signed'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.stop())

const isThere = needs('shared')

/** The order certification asks for: originals, summaries, and notes once their originals are accepted. */
const files = isThere ? readdirSync(shared(SET)).sort() : []
const isNote = (file: string) => /E3[34]/.test(file)
const invoices = files.filter((file) => /^\d/.test(file) && !isNote(file))
const summaries = files.filter((file) => file.startsWith('RFCE-'))
const notes = files.filter((file) => /^\d/.test(file) && isNote(file))
const approvals = files.filter((file) => file.startsWith('ACECF-'))
/** The full type 32 below DOP 250,000: only their summaries go to DGII. */
const small = new Set(summaries.map((file) => file.slice('RFCE-'.length)))

describeEnvironment('certecf')
describeEnvironment('ecf')

function describeEnvironment(environment: string) {
  test.skipIf(!isThere)(
    `the official certification set is accepted in ${environment}, in the order certification asks for`,
    async () => {
      const verdicts = new Map<string, unknown>()
      for (const group of [invoices.filter((file) => !small.has(file)), notes]) {
        const tracks = new Map<string, string>()
        for (const file of group) {
          const answer = await bench.upload(`/${environment}/recepcion/api/facturaselectronicas`, file, bytesOf(file))
          tracks.set(file, ((await answer.json()) as { trackId: string }).trackId)
        }
        bench.pass(200)
        for (const [file, trackId] of tracks) verdicts.set(file, await resultOf(environment, trackId))
      }
      for (const file of summaries) {
        const answer = await bench.upload(`/${environment}/recepcionfc/api/recepcion/ecf`, file.slice(5), bytesOf(file))
        verdicts.set(file, await answer.json())
      }
      expect(verdicts.size).toBe(25)
      for (const [file, verdict] of verdicts) {
        expect(verdict, file).toMatchObject({ codigo: '1', estado: 'Aceptado', secuenciaUtilizada: true })
      }
    },
  )
}

test.skipIf(!isThere)('the approvals of the official set are taken in certecf', async () => {
  expect(approvals).toHaveLength(11)
  for (const file of approvals) {
    const bytes = bytesOf(file)
    const name = file.replace('ACECF-', '')
    const answer = await bench.upload('/certecf/aprobacioncomercial/api/aprobacioncomercial', name, bytes)
    expect(await answer.json(), file).toMatchObject({ codigo: '01', estado: 'Aceptado' })
  }
})

test.skipIf(!isThere)('the small invoices themselves are not taken: they go as summaries', async () => {
  for (const file of small) {
    const answer = await bench.upload('/testecf/recepcion/api/facturaselectronicas', file, bytesOf(file))
    const { trackId } = (await answer.json()) as { trackId: string }
    bench.pass(200)
    expect(await resultOf('testecf', trackId)).toMatchObject({ estado: 'Rechazado' })
  }
})

function bytesOf(file: string): Uint8Array {
  return readFileSync(shared(`${SET}/${file}`))
}

async function resultOf(environment: string, trackId: string): Promise<unknown> {
  const authorization = `Bearer ${await bench.token(environment)}`
  const answer = await bench.get(`/${environment}/consultaresultado/api/consultas/estado?trackid=${trackId}`, {
    authorization,
  })
  return answer.json()
}
