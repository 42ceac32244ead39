import type { Schema } from './api-description.ts'
import { type Html, html } from './html.ts'

/** A schema as a table of its fields; what lies deeper folds out. Fields that refer to a named schema link to it. */
export function schemaView(schema: Schema): Html {
  const object = schema.items?.properties ? schema.items : schema
  if (!object.properties) return html`<p>${typeView(schema)} ${description(schema)}</p>`
  const required = new Set(object.required)
  const rows = Object.entries(object.properties).map(
    ([name, field]) =>
      html`<tr>
        <td><code>${name}</code>${required.has(name) ? html` <strong title="required">*</strong>` : ''}</td>
        <td>${typeView(field)}</td>
        <td>${description(field)}${deeper(field)}</td>
      </tr>`,
  )
  return html`<table>
    ${rows}
  </table>`
}

function deeper(field: Schema): Html | undefined {
  const isObject = field.properties !== undefined || field.items?.properties !== undefined
  return isObject
    ? html`<details>
        <summary>fields</summary>
        ${schemaView(field)}
      </details>`
    : undefined
}

/** What values a field takes, in a few words. */
export function typeView(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  if (schema.items) return html`list of ${typeView(schema.items)}`
  if (schema.anyOf) return html`${schema.anyOf.map((each, i) => html`${i > 0 ? ' or ' : ''}${typeView(each)}`)}`
  if (schema.enum)
    return html`${schema.enum.map((value, i) => html`${i > 0 ? ', ' : ''}<code>${String(value)}</code>`)}`
  const type = [schema.type ?? 'any'].flat().join(' or ')
  return html`<span>${type}${bounds(schema)}</span>`
}

function bounds({ maxLength, minimum, maximum }: Schema): string {
  const most = maxLength ?? maximum
  if (minimum !== undefined && most !== undefined) return ` ${minimum} to ${most}`
  return most === undefined ? '' : ` ≤ ${most}`
}

function description({ description: text }: Schema): Html {
  return html`${text ?? ''}`
}
