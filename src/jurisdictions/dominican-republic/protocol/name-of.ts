import { oneLine } from '../../../domain/one-line.ts'
import type { AuthorityLine, NameReport } from '../../authority-protocol.ts'
import { directoryEntryRequest, directoryOf } from '../wire/directory.ts'
import { ambienteOf } from '../wire/environments.ts'
import { exchangeWithToken, silenceOf } from './session.ts'

/** @source DGII, Formato e-CF v1.0 (oct-2025), RazonSocialComprador */
const LONGEST_NAME = 150

/** Looks a taxpayer up in the directory of those who receive e-CF. certecf has none, and nobody without RNC or cédula is in it. */
export async function nameOf(taxId: string, line: AuthorityLine): Promise<NameReport> {
  const ambiente = ambienteOf(line.authorityEnvironment)
  if (ambiente === 'certecf' || !/^(?:\d{9}|\d{11})$/.test(taxId)) return { kind: 'name', name: undefined }
  const exchange = await exchangeWithToken(line, (token) => directoryEntryRequest(ambiente, taxId, token))
  if (exchange.kind !== 'answer') return { kind: 'unknown', cause: silenceOf(exchange) }
  const answer = directoryOf(exchange.reply)
  if (answer.kind === 'none') return { kind: 'unknown', cause: answer.cause }
  const name = oneLine(answer.entries.find(({ rnc }) => rnc === taxId)?.nombre ?? '', LONGEST_NAME)
  return { kind: 'name', name: name === '' ? undefined : name }
}
