import type { ApiDescription, Media, Operation, Schema } from './api-description.ts'
import { type Html, html } from './html.ts'
import { page } from './page-frame.ts'
import { schemaView, typeView } from './schema-view.ts'

interface Entry {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** The OpenAPI document as a page to read: operations by subject, then the schemas they share. */
export function referencePage(api: ApiDescription): string {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const { title, version, description = '' } = api.info
  const body = html`<h1>${title} <span class="quiet">${version}</span></h1>
    <pre>${description}</pre>
    <p><a href="/openapi.json">OpenAPI 3.1</a> · <a href="/docs/errors">Error codes</a></p>
    <nav>
      <ul>
        ${entries.map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary ?? operation.operationId}</a></li>`)}
      </ul>
    </nav>
    ${(api.tags ?? []).map(({ name, description: about }) =>
      subject(
        name,
        about ?? '',
        entries.filter(({ operation }) => operation.tags?.includes(name)),
      ),
    )}
    <h2>Schemas</h2>
    ${Object.entries(api.components.schemas).map(([name, schema]) => namedSchema(name, schema))}`
  return page(`${title} API`, 'en', body)
}

function subject(name: string, about: string, entries: readonly Entry[]): Html {
  return html`<h2 id="${name}">${name}</h2>
    <p>${about}</p>
    ${entries.map(operationView)}`
}

function operationView({ method, path, operation }: Entry): Html {
  const { operationId, summary = '', description = '', parameters = [], requestBody, responses } = operation
  const scopes = operation.security?.flatMap((each) => Object.values(each).flat()) ?? []
  return html`<section id="${operationId}">
    <h3>${summary}</h3>
    <p>
      <code><span class="method">${method}</span> ${path}</code> <span class="quiet">${operationId}</span>
    </p>
    <p>${description}</p>
    <p>Scope: ${scopes.length > 0 ? html`<code>${scopes.join(' ')}</code>` : 'any key'}</p>
    ${
      parameters.length > 0
        ? html`<h4>Parameters</h4>
            <table>
              ${parameters.map(
                (each) =>
                  html`<tr>
                    <td><code>${each.name}</code>${each.required ? ' *' : ''}</td>
                    <td class="quiet">${each.in}</td>
                    <td>${typeView(each.schema)}</td>
                    <td>${each.description ?? ''}</td>
                  </tr>`,
              )}
            </table>`
        : ''
    }
    ${
      requestBody
        ? html`<h4>Body</h4>
            ${contentView(requestBody.content)}`
        : ''
    }
    <h4>Answers</h4>
    ${Object.entries(responses).map(
      ([status, { description: about, content }]) =>
        html`<details>
          <summary><code>${status}</code> ${about}</summary>
          ${content ? contentView(content) : ''}
        </details>`,
    )}
  </section>`
}

function contentView(content: Readonly<Record<string, Media>>): Html {
  return html`${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<p><code>${type}</code></p>
        ${schemaView(schema)}${exampleView(schema)}`,
  )}`
}

function namedSchema(name: string, schema: Schema): Html {
  return html`<section id="schema-${name}">
    <h3>${name}</h3>
    <p>${schema.description ?? ''}</p>
    ${schemaView(schema)}${exampleView(schema)}
  </section>`
}

function exampleView({ example, examples }: Schema): Html | undefined {
  const shown = example ?? examples?.[0]
  return typeof shown === 'object' && shown !== null ? html`<pre>${JSON.stringify(shown, null, 2)}</pre>` : undefined
}
