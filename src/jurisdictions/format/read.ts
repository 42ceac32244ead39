import type { Fault } from '../../domain/fault.ts'
import type { XmlElement } from '../../xml/tree.ts'
import { faultOf, notApplicable, notText, outOfOrder, repeats, unknown, type Breach } from './field-fault.ts'
import type { Content, ElementFormat, Format } from './format.ts'

/** What a document says, and where its form is not that of the format. */
export interface Reading {
  readonly content: Content
  readonly faults: readonly Fault[]
}

/**
 * The content of an element that came from outside. It takes what it can: elements out of order or too often, unknown ones and
 * stray text are reported and stepped over, so that one slip does not hide the rest. Whether the values are right is for
 * `checkContent`, which the content goes through next. The XMLDSig signature at the end of the root is left out.
 */
export function readContent(format: Format, element: XmlElement): Reading {
  const faults: Fault[] = []
  const run: Run = {
    type: format.code,
    report: (breach, path) => faults.push(faultOf(breach, path, format.source)),
  }
  const { root } = format
  if (element.name !== root.name || element.namespace !== '') {
    run.report(unknown(qualified(element), [root.name]), '')
    return { content: {}, faults }
  }
  return { content: groupOf(root, element, '', run), faults }
}

interface Run {
  readonly type: string
  readonly report: (breach: Breach, path: string) => void
}

type Value = string | Content

function groupOf(format: ElementFormat, element: XmlElement, path: string, run: Run): Content {
  const group: Record<string, Value | Value[]> = attributesOf(format, element, path, run)
  const { names, byName } = indexOf(format)
  let last = -1
  for (const child of element.children) {
    if (path === '' && child.name === 'Signature' && child.namespace === XMLDSIG) {
      last = names.length
      continue
    }
    const place = child.namespace === '' ? byName.get(child.name) : undefined
    const childPath = below(path, qualified(child))
    if (!place) {
      const types = format.elsewhere?.get(child.name)
      run.report(types ? notApplicable(child.name, run.type, types) : unknown(qualified(child), names), childPath)
      continue
    }
    if (place.index < last) run.report(outOfOrder(child.name, names[last] ?? 'Signature'), childPath)
    last = place.index
    put(group, place.format, child, childPath, run)
  }
  if (NOT_BLANK.test(element.text)) run.report(strayText(element.name), path)
  return group
}

function put(
  group: Record<string, Value | Value[]>,
  format: ElementFormat,
  child: XmlElement,
  path: string,
  run: Run,
): void {
  const earlier = group[format.name]
  if (format.most > 1) {
    const list = Array.isArray(earlier) ? earlier : []
    list.push(valueOf(format, child, `${path}[${list.length}]`, run))
    group[format.name] = list
  } else if (earlier === undefined) group[format.name] = valueOf(format, child, path, run)
  else run.report(repeats(format, 2), path)
}

function valueOf(format: ElementFormat, element: XmlElement, path: string, run: Run): Value {
  if (format.children) return groupOf(format, element, path, run)
  if (element.children.length > 0) run.report(notText, path)
  const attributes = attributesOf(format, element, path, run)
  return format.attributes ? { ...attributes, '#text': element.text } : element.text
}

function attributesOf(format: ElementFormat, element: XmlElement, path: string, run: Run): Record<string, string> {
  const known = (format.attributes ?? []).map((attribute) => attribute.name)
  const group: Record<string, string> = {}
  for (const [name, value] of element.attributes) {
    if (known.includes(name)) group[`@${name}`] = value
    else if (!name.startsWith(SCHEMA_INSTANCE)) run.report(unknown(`@${name}`, known), below(path, `@${name}`))
  }
  return group
}

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#'
/** Hints for validators, such as `xsi:schemaLocation`: allowed on any element. */
const SCHEMA_INSTANCE = '{http://www.w3.org/2001/XMLSchema-instance}'
const NOT_BLANK = /[^ \t\n\r]/

interface Index {
  readonly names: readonly string[]
  readonly byName: ReadonlyMap<string, { readonly index: number; readonly format: ElementFormat }>
}

const indexes = new WeakMap<ElementFormat, Index>()

function indexOf(format: ElementFormat): Index {
  let index = indexes.get(format)
  if (!index) {
    const children = format.children ?? []
    index = {
      names: children.map((child) => child.name),
      byName: new Map(children.map((child, i) => [child.name, { index: i, format: child }])),
    }
    indexes.set(format, index)
  }
  return index
}

const strayText = (name: string): Breach => ({
  code: 'field-not-group',
  message: {
    es: `${name} es un grupo y contiene texto suelto. Quítelo.`,
    en: `${name} is a group and holds stray text. Take it out.`,
  },
})

function qualified({ name, namespace }: XmlElement): string {
  return namespace === '' ? name : `{${namespace}}${name}`
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
