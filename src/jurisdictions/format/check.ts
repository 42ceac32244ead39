import type { Fault } from '../../domain/fault.ts'
import { breachOf } from './facets.ts'
import {
  empty,
  faultOf,
  missing,
  notApplicable,
  notGroup,
  notList,
  notText,
  repeats,
  unknown,
  type Breach,
} from './field-fault.ts'
import type { Content, ElementFormat, Format, SimpleType } from './format.ts'

/**
 * Every fault of a content against its format, in the order of the format; none means that the XML written from it is valid
 * by the official schema. Knows one field at a time: what must agree between fields is for a country's rules.
 *
 * `content` may be anything that came from outside: whatever has the wrong shape is a fault, never an exception. `pathOf` turns
 * an official path, such as `DetallesItems.Item[2].NombreItem` (counted from 0), into the names of whoever sent it.
 * `pending` holds official paths that will be filled in later, so that their absence is no fault yet.
 */
export function checkContent(
  format: Format,
  content: Content,
  pathOf: (officialPath: string) => string = (path) => path,
  pending: ReadonlySet<string> = NOTHING,
): Fault[] {
  const faults: Fault[] = []
  const run: Run = {
    type: format.code,
    pending,
    report: (breach, path) => faults.push(faultOf(breach, pathOf(path), format.source)),
  }
  checkOf(format)(content, '', run)
  return faults
}

const NOTHING: ReadonlySet<string> = new Set()

interface Run {
  readonly type: string
  readonly pending: ReadonlySet<string>
  readonly report: (breach: Breach, path: string) => void
}

type Check = (value: unknown, path: string, run: Run) => void

const compiled = new WeakMap<Format, Check>()

function checkOf(format: Format): Check {
  let check = compiled.get(format)
  if (!check) compiled.set(format, (check = groupCheck(format.root)))
  return check
}

interface Member {
  readonly key: string
  readonly element: ElementFormat
  readonly check: Check
  /** Set on a leaf that does not repeat: such a one needs a path only when it is wrong, and nearly all are right. */
  readonly type: SimpleType | undefined
}

function elementCheck(element: ElementFormat): Check {
  const once = element.type && !element.attributes ? leafCheck(element.type) : groupCheck(element)
  return element.most === 1 ? singleCheck(element, once) : listCheck(element, once)
}

function singleCheck(element: ElementFormat, once: Check): Check {
  return (value, path, run) => {
    if (Array.isArray(value)) run.report(repeats(element, value.length), path)
    else once(value, path, run)
  }
}

function listCheck(element: ElementFormat, once: Check): Check {
  return (value, path, run) => {
    if (!Array.isArray(value)) {
      run.report(notList(element), path)
      return
    }
    const each: readonly unknown[] = value
    if (each.length === 0) run.report(empty, path)
    if (each.length > element.most) run.report(repeats(element, each.length), path)
    // Beyond the most there is nothing to learn from each one, and a hostile list must stay cheap.
    const length = Math.min(each.length, element.most)
    for (let i = 0; i < length; i++) once(each[i], `${path}[${i}]`, run)
  }
}

function leafCheck(type: SimpleType): Check {
  return (value, path, run) => {
    const breach = typeof value === 'string' ? breachOf(type, value) : notText
    if (breach) run.report(breach, path)
  }
}

function groupCheck(element: ElementFormat): Check {
  const members = membersOf(element)
  const names = members.map((member) => member.key)
  const known = new Set(names)
  const { elsewhere, mayBeEmpty = false } = element

  return (value, path, run) => {
    if (!isGroup(value)) {
      run.report(notGroup(element.name, names), path)
      return
    }
    let told = 0
    for (const { key, element, check, type } of members) {
      const inner: unknown = value[key]
      if (inner !== undefined) {
        told++
        if (type && typeof inner === 'string') {
          const breach = breachOf(type, inner)
          if (breach) run.report(breach, below(path, key))
        } else check(inner, below(path, key), run)
      } else if (element.required) {
        const innerPath = below(path, key)
        told++
        if (!run.pending.has(innerPath)) run.report(missing(element), innerPath)
      }
    }
    for (const key in value) {
      if (known.has(key) || value[key] === undefined) continue
      told++
      const types = elsewhere?.get(key)
      run.report(types ? notApplicable(key, run.type, types) : unknown(key, names), below(path, key))
    }
    if (told === 0 && !mayBeEmpty && path !== '') run.report(empty, path)
  }
}

/** What may stand in an element: attributes and children, or attributes and the text. */
function membersOf(element: ElementFormat): readonly Member[] {
  const { attributes = [], children = [], type } = element
  const members = [
    ...attributes.map((attribute) => memberOf(`@${attribute.name}`, attribute)),
    ...children.map((child) => memberOf(child.name, child)),
  ]
  if (!type) return members
  const text: ElementFormat = { ...element, required: true }
  return [...members, { key: '#text', element: text, check: leafCheck(type), type }]
}

function memberOf(key: string, element: ElementFormat): Member {
  const isPlainLeaf = element.most === 1 && !element.attributes
  return { key, element, check: elementCheck(element), type: isPlainLeaf ? element.type : undefined }
}

function isGroup(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
