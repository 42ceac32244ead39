import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { shared } from '../support/needs.ts'
import type { FactlyAnswer } from './factly-client.ts'

interface Media {
  readonly schema: object
}

interface Response {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Media>>
}

export interface Operation {
  readonly operationId: string
  readonly method: 'GET' | 'POST'
  /** With `{environment}` and `{id}`. */
  readonly path: string
  readonly responses: Readonly<Record<string, Response>>
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method' | 'path'>>>>>
  readonly components: {
    readonly responses: Readonly<Record<string, Response>>
    readonly schemas: Readonly<Record<string, object>>
    readonly examples: Readonly<Record<string, { readonly value: Record<string, unknown> }>>
  }
}

const ID = 'https://contract.example/openapi.json'

/** The contract as it is documented, and whether an answer keeps it. Ask `needs('shared')` first. */
export class FactlyContract {
  readonly #document: OpenApi
  readonly #ajv: Ajv2020

  constructor() {
    this.#document = JSON.parse(readFileSync(shared('contracts/factly.openapi.json'), 'utf8')) as OpenApi
    this.#ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(this.#ajv)
    this.#ajv.addSchema({ ...this.#document, $id: ID })
  }

  get operations(): readonly Operation[] {
    return Object.entries(this.#document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        path,
        method: method.toUpperCase() as Operation['method'],
      })),
    )
  }

  operation(operationId: string): Operation {
    const found = this.operations.find((each) => each.operationId === operationId)
    if (!found) throw new Error(`the contract has no operation ${operationId}`)
    return found
  }

  /** A documented request body, to be changed at will. */
  example(name: string): Record<string, unknown> {
    return structuredClone(this.#document.components.examples[name]!.value)
  }

  /** A schema with every reference in place of what it refers to. */
  schema(name: string): Readonly<Record<string, unknown>> {
    const resolved = (node: unknown): unknown => {
      if (Array.isArray(node)) return node.map(resolved)
      if (typeof node !== 'object' || node === null) return node
      const { $ref } = node as { $ref?: string }
      if ($ref !== undefined) return this.schema($ref.split('/').at(-1)!)
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value)]))
    }
    return resolved(this.#document.components.schemas[name]) as Record<string, unknown>
  }

  /** True when the value is valid by the named schema. */
  accepts(name: string, value: unknown): boolean {
    return this.#ajv.validate(`${ID}#/components/schemas/${name}`, value)
  }

  /** What of the answer is not as the operation documents it; empty when all of it is. */
  breaches({ operationId, responses }: Operation, { status, type, body }: FactlyAnswer): readonly string[] {
    const declared = responses[String(status)]
    const response = declared?.$ref ? this.#document.components.responses[declared.$ref.split('/').at(-1)!] : declared
    if (!response) return [`${operationId}: status ${status} is not declared`]
    const media = response.content?.[type]
    if (!media) return [`${operationId}: ${status} is not declared as ${type}`]
    if (type !== 'application/json') return []
    const { $ref } = media.schema as { readonly $ref: string }
    if (this.#ajv.validate(`${ID}${$ref}`, body)) return []
    return [`${operationId}: ${status}: ${this.#ajv.errorsText()}`]
  }
}
