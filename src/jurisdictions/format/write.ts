import { escapedAttribute, escapedText } from '../../xml/text.ts'
import type { Content, ContentValue, ElementFormat, Format } from './format.ts'

/**
 * The content as canonical XML: the root element and nothing around it, one line, elements in the strict order of the format,
 * attributes in canonical order. Canonicalising it changes no byte.
 *
 * What is undefined or an empty text is left out, and so is a group with nothing left in it; only a group given as `{}` is
 * written empty, because somebody asked for it. `content` must have passed `checkContent`: names that the format does not know
 * are not written, and the wrong shape is a bug that throws.
 */
export function writeXml(format: Format, content: Content): string {
  return writerOf(format)(content)
}

type Writer = (value: ContentValue) => string

const compiled = new WeakMap<Format, Writer>()

function writerOf(format: Format): Writer {
  let writer = compiled.get(format)
  if (!writer) compiled.set(format, (writer = elementWriter(format.root)))
  return writer
}

function elementWriter(element: ElementFormat): Writer {
  const once = element.children ? groupWriter(element, element.children) : leafWriter(element)
  if (element.most === 1) return once
  return (value) => {
    if (!isList(value)) throw new TypeError(`${element.name} repeats and is not a list`)
    let written = ''
    for (const each of value) written += once(each)
    return written
  }
}

function leafWriter(element: ElementFormat): Writer {
  const { name } = element
  if (element.attributes) return attributedLeafWriter(element)
  const open = `<${name}>`
  const close = `</${name}>`
  return (value) => {
    if (typeof value !== 'string') throw new TypeError(`${name} is not a text`)
    return value === '' ? '' : open + escapedText(value) + close
  }
}

function attributedLeafWriter(element: ElementFormat): Writer {
  const { name } = element
  const attributes = attributesWriter(element)
  return (value) => {
    const text = groupOf(value, name)['#text']
    if (text === undefined || text === '') return ''
    if (typeof text !== 'string') throw new TypeError(`${name} is not a text`)
    return `<${name}${attributes(groupOf(value, name))}>${escapedText(text)}</${name}>`
  }
}

function groupWriter(element: ElementFormat, children: readonly ElementFormat[]): Writer {
  const { name } = element
  const members = children.map((child) => ({ name: child.name, write: elementWriter(child) }))
  const attributes = element.attributes ? attributesWriter(element) : undefined
  const open = `<${name}>`
  const close = `</${name}>`
  return (value) => {
    const group = groupOf(value, name)
    let inner = ''
    for (const member of members) {
      const content = group[member.name]
      if (content !== undefined) inner += member.write(content)
    }
    const opening = attributes ? `<${name}${attributes(group)}>` : open
    if (inner === '' && opening === open && Object.keys(group).length > 0) return ''
    return opening + inner + close
  }
}

/** Canonical order is by name, since no format puts an attribute in a namespace. */
function attributesWriter({ name, attributes = [] }: ElementFormat): (group: Content) => string {
  const names = attributes.map((attribute) => attribute.name).sort()
  return (group) => {
    let written = ''
    for (const attribute of names) {
      const value = group[`@${attribute}`]
      if (value === undefined) continue
      if (typeof value !== 'string') throw new TypeError(`attribute ${attribute} of ${name} is not a text`)
      written += ` ${attribute}="${escapedAttribute(value)}"`
    }
    return written
  }
}

function groupOf(value: ContentValue, name: string): Content {
  if (typeof value === 'string' || isList(value)) throw new TypeError(`${name} is not a group`)
  return value
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: ContentValue): value is readonly (string | Content)[] {
  return Array.isArray(value)
}
