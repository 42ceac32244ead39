import type { Bench } from './client.ts'
import { nameOf } from './invoices.ts'

/** What consulta resultado and the reception of summaries say. */
export interface Result {
  readonly codigo: string
  readonly estado: string
  readonly secuenciaUtilizada: boolean
  readonly mensajes: readonly { readonly valor: string; readonly codigo: string }[]
}

/** Signs and uploads an e-CF and returns its trackId. */
export async function submit(bench: Bench, number: string, xml: string, environment = 'testecf'): Promise<string> {
  const path = `/${environment}/recepcion/api/facturaselectronicas`
  const answer = await bench.upload(path, nameOf(number), bench.sign(xml))
  const { trackId } = (await answer.json()) as { trackId: string }
  return trackId
}

/** The answer of consulta resultado. */
export async function resultOf(bench: Bench, trackId: string, environment = 'testecf'): Promise<Result> {
  const authorization = `Bearer ${await bench.token(environment)}`
  const path = `/${environment}/consultaresultado/api/consultas/estado?trackid=${trackId}`
  return (await (await bench.get(path, { authorization })).json()) as Result
}

/** Signs and uploads an e-CF, lets DGII decide, and returns its verdict. */
export async function decide(bench: Bench, number: string, xml: string, environment = 'testecf'): Promise<Result> {
  const trackId = await submit(bench, number, xml, environment)
  bench.pass(200)
  return resultOf(bench, trackId, environment)
}

/** Signs and uploads a summary and returns the verdict. */
export async function decideSummary(
  bench: Bench,
  number: string,
  xml: string,
  environment = 'testecf',
): Promise<Result> {
  const path = `/${environment}/recepcionfc/api/recepcion/ecf`
  return (await (await bench.upload(path, nameOf(number), bench.sign(xml))).json()) as Result
}
