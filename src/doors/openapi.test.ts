import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiServer, apiServer } from '../../test/support/api-server.ts'
import { needs } from '../../test/support/needs.ts'
import { JURISDICTIONS } from '../jurisdictions/jurisdictions.ts'
import type { ApiDescription } from './reading/api-description.ts'
import { PROBLEMS } from './problem-table.ts'

describe.skipIf(!needs('postgres-server'))('the description of the API', () => {
  let api: ApiServer
  let description: ApiDescription

  beforeAll(async () => {
    api = await apiServer()
    description = (await api.app.inject('/openapi.json')).json()
  })
  afterAll(() => api.close())

  const operations = () => Object.values(description.paths).flatMap((methods) => Object.values(methods))

  test('is OpenAPI 3.1', () => expect(description).toMatchObject({ openapi: '3.1.0', info: { title: 'Emite' } }))

  test('names every operation once, and says what each is for and what each answer means', () => {
    const ids = operations().map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { summary, tags, responses } of operations()) {
      expect(summary).toMatch(/\w/)
      expect(tags).toHaveLength(1)
      for (const response of Object.values(responses)) expect(response.description).not.toMatch(/^(Default Response)?$/)
    }
  })

  test('refers to nothing that is not there', () => {
    const text = JSON.stringify(description)
    const referred = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target))
    expect(referred.size).toBeGreaterThan(10)
    const known = Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`)
    expect([...referred].filter((target) => !known.includes(target ?? ''))).toEqual([])
  })

  test('a draft shows the block of every country, with its official fields', () => {
    const { Draft, Line } = description.components.schemas
    for (const { code } of JURISDICTIONS) {
      expect(Draft?.properties?.[code]).toEqual({ $ref: `#/components/schemas/Draft.${code}` })
      expect(Line?.properties?.[code]).toEqual({ $ref: `#/components/schemas/Line.${code}` })
      expect(JSON.stringify(description.components.schemas[`Draft.${code}`])).toContain('description')
    }
  })

  test('/docs shows every operation and schema, loads nothing and runs nothing', async () => {
    const { body, headers } = await api.app.inject('/docs')
    for (const { operationId } of operations()) expect(body).toContain(`<section id="${operationId}">`)
    for (const name of Object.keys(description.components.schemas)) expect(body).toContain(`id="schema-${name}"`)
    expect(body).toContain('<span>integer 1 to 200</span>')
    expect(body).not.toMatch(/<script|\bsrc=|https?:\/\//)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; style-src 'sha256-[^']+'/)
  })

  test.each(['es', 'en'] as const)('/docs/errors explains every code in %s', async (language) => {
    const { body } = await api.app.inject({ url: '/docs/errors', headers: { 'accept-language': language } })
    for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`<section id="${code}">`)
    expect(body).toContain(`<html lang="${language}">`)
  })
})
