import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '../../domain/refusal.ts'
import { withoutAccents } from '../../domain/without-accents.ts'
import type { CatalogEntry } from '../../jurisdictions/jurisdiction.ts'
import { languageOf } from '../language.ts'
import type { NativeApiParts } from './native-api-parts.ts'
import { problems } from './problem-schema.ts'
import { needs } from './scope.ts'

const heading = {
  jurisdiction: Type.String(),
  name: Type.String(),
  title: Type.String(),
  source: Type.String({ description: 'Where the table comes from.' }),
}

/** /api/v1/catalogs: the official code tables of every country. */
export const catalogs: FastifyPluginAsyncTypebox<NativeApiParts> = async (app, { jurisdictions }) => {
  app.get(
    '/catalogs',
    {
      schema: {
        ...needs(),
        operationId: 'listCatalogs',
        tags: ['catalogs'],
        summary: 'List official code tables',
        response: {
          200: Type.Object(
            {
              catalogs: Type.Array(Type.Object({ ...heading, size: Type.Integer({ description: 'Entries in it.' }) })),
            },
            { description: 'By country.' },
          ),
          ...problems(),
        },
      },
    },
    (request) => {
      const language = languageOf(request)
      const list = jurisdictions.flatMap(({ code, catalogs: tables }) =>
        tables.map(({ name, title, source, entries }) => ({
          jurisdiction: code,
          name,
          title: title[language],
          source,
          size: entries.length,
        })),
      )
      return { catalogs: list }
    },
  )

  app.get(
    '/catalogs/:jurisdiction/:name',
    {
      schema: {
        ...needs(),
        operationId: 'getCatalog',
        tags: ['catalogs'],
        summary: 'Read or search an official code table',
        params: Type.Object({
          jurisdiction: Type.String({ maxLength: 10, description: 'Code of the country.', examples: ['do'] }),
          name: Type.String({ maxLength: 100, description: 'Name of the table.', examples: ['units'] }),
        }),
        querystring: Type.Object({
          q: Type.Optional(
            Type.String({
              maxLength: 100,
              description: 'Words to find in code or name; accents and case do not matter.',
            }),
          ),
        }),
        response: {
          200: Type.Object(
            {
              ...heading,
              entries: Type.Array(
                Type.Object({ code: Type.String(), name: Type.String() }, { additionalProperties: Type.String() }),
              ),
            },
            { description: 'The table, or what was found in it.' },
          ),
          ...problems(404),
        },
      },
    },
    (request) => {
      const { jurisdiction, name } = request.params
      const catalog = jurisdictions
        .find(({ code }) => code === jurisdiction)
        ?.catalogs.find((each) => each.name === name)
      if (!catalog) throw new Refusal('not-found', { es: 'No existe esa tabla.', en: 'There is no such table.' })
      const words = plain(request.query.q ?? '').split(/\s+/)
      return {
        jurisdiction,
        name,
        title: catalog.title[languageOf(request)],
        source: catalog.source,
        entries: catalog.entries.filter((entry) => hasAll(entry, words)).map(toldEntry),
      }
    },
  )
}

function hasAll(entry: CatalogEntry, words: readonly string[]): boolean {
  const text = plain(Object.values(entry).join(' '))
  return words.every((word) => text.includes(word))
}

function toldEntry({ code, name, ...facts }: CatalogEntry) {
  const told = Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined)
  return { code, name, ...Object.fromEntries(told) }
}

/** Without accents, in lower case. */
function plain(text: string): string {
  return withoutAccents(text).toLowerCase()
}
