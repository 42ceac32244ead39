import { consumerRequest } from './factly-client.ts'

interface FactlyRoute {
  readonly method: 'GET' | 'POST'
  /** `id` is the number of a document. */
  readonly url: (environment: string, id: number) => string
  readonly headers: (apiKey: string) => Readonly<Record<string, string>>
  readonly body?: object
}

const withKey = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` })
const withIdentity = (apiKey: string) => ({ ...withKey(apiKey), 'idempotency-key': 'matriz' })
const at = (path: string) => (environment: string, id: number) =>
  `/api/public/v1/${path.replace('{environment}', environment).replace('{id}', String(id))}`

/** Every route of the contract. */
export const FACTLY_ROUTES: readonly FactlyRoute[] = [
  { method: 'GET', url: at('catalogs/document-types'), headers: withKey },
  { method: 'GET', url: at('{environment}/usage'), headers: withKey },
  {
    method: 'POST',
    url: at('{environment}/documents'),
    headers: withIdentity,
    body: consumerRequest({ externalId: 'matriz' }),
  },
  {
    method: 'POST',
    url: at('{environment}/documents/xml'),
    headers: withIdentity,
    body: { externalId: 'matriz-xml', xml: '<ECF/>' },
  },
  { method: 'GET', url: at('{environment}/documents/{id}'), headers: withKey },
  { method: 'GET', url: at('{environment}/documents/{id}/status'), headers: withKey },
  { method: 'GET', url: at('{environment}/documents/{id}/xml'), headers: withKey },
  { method: 'GET', url: at('{environment}/documents/{id}/pdf'), headers: withKey },
  { method: 'POST', url: at('{environment}/documents/{id}/retry'), headers: withKey },
  { method: 'POST', url: at('{environment}/webhooks/test'), headers: withKey },
]
