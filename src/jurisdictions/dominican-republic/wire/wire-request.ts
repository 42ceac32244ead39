import type { WireRequest } from '../../authority-protocol.ts'
import type { DgiiHost } from './environments.ts'
import { xmlUpload } from './multipart.ts'

/** A question to one of DGII's services. */
export interface Question {
  /** Its name in metrics, faults and logs. */
  readonly service: string
  readonly host: DgiiHost
  readonly path: string
  /** Undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly token?: string
}

/** A file handed to one of DGII's services. */
export interface Delivery {
  readonly service: string
  readonly host: DgiiHost
  readonly path: string
  readonly fileName: string
  /** Sent as these very bytes. */
  readonly xml: Uint8Array
  readonly token?: string
}

/** A GET that asks for JSON. */
export function question({ service, host, path, query = {}, token }: Question): WireRequest {
  return {
    service,
    method: 'GET',
    host,
    path: path + queryText(query),
    headers: { accept: 'application/json', ...bearer(token) },
  }
}

/**
 * A POST of one file in a form.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consideraciones": multipart/form-data, part `xml`, type text/xml
 */
export function delivery({ service, host, path, fileName, xml, token }: Delivery): WireRequest {
  const { contentType, body } = xmlUpload(fileName, xml)
  return {
    service,
    method: 'POST',
    host,
    path,
    headers: { accept: 'application/json', 'content-type': contentType, ...bearer(token) },
    body,
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

/** Percent-encoded throughout: security codes hold `+` and `/`, which a form encoding would turn into something else. */
function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
