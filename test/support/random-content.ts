import fc from 'fast-check'
import { breachOf } from '../../src/jurisdictions/format/facets.ts'
import type { Content, ContentValue, ElementFormat, Format, SimpleType } from '../../src/jurisdictions/format/format.ts'

/**
 * Random contents of a format, made from its table alone: each optional element in or out, each repetition, lengths at both
 * ends, hostile text wherever text is free. All of them keep the format; whether two fields agree is left to chance.
 */
export function contentOf(format: Format): fc.Arbitrary<Content> {
  return groupOf(format.root)
}

/** One content with every element of the format in it, the same each time; what repeats stands once. */
export function fullContentOf(format: Format): Content {
  return fullGroupOf(format.root)
}

/** One content with nothing in it but what is required, the same each time. */
export function minimalContentOf(element: ElementFormat): Content {
  return fullGroupOf(element, (child) => child.required)
}

function fullGroupOf(element: ElementFormat, wanted: (member: ElementFormat) => boolean = () => true): Content {
  const attributes = (element.attributes ?? []).filter(wanted).map((attribute) => {
    return [`@${attribute.name}`, attribute.type ? sampleOf(attribute.type) : ''] as const
  })
  const children = (element.children ?? []).filter(wanted).map((child) => {
    const once = child.type && !child.attributes ? sampleOf(child.type) : fullGroupOf(child, wanted)
    return [child.name, child.most === 1 ? once : [once]] as const
  })
  const text = element.type ? [['#text', sampleOf(element.type)] as const] : []
  return Object.fromEntries([...attributes, ...children, ...text])
}

function sampleOf(type: SimpleType): string {
  return fc.sample(valueOf(type), { numRuns: 1, seed: 42 })[0]!
}

/** Random texts that keep a simple type. */
export function valueOf(type: SimpleType): fc.Arbitrary<string> {
  return candidates(type).filter((value) => breachOf(type, value) === undefined)
}

/** Characters that have broken invoices: markup, quotes, accents, line ends, four-byte and invisible ones. */
export const HOSTILE_CHARACTERS = [
  ...['&', '<', '>', '"', "'", '&amp;', ']]>', '<!--', '%', '¿', '\\', '$1', '{{', '\u00a0'],
  ...['á', 'É', 'ñ', 'Ñ', 'ü', 'e\u0301', '中', 'ك', '\u202e', '\u200b', '\u2028', '\ufeff', '😀', '🇩🇴', '𝔐'],
  ...[' ', '  ', '\t', '\n', '\r', '\r\n', '\u0085'],
]

function groupOf(element: ElementFormat): fc.Arbitrary<Content> {
  const members = membersOf(element)
  const required = members.filter((member) => member.required).map((member) => member.key)
  const record = fc.record(Object.fromEntries(members.map(({ key, value }) => [key, value])), {
    requiredKeys: required,
  })
  if (required.length > 0 || element.mayBeEmpty || members.length === 0) return record

  // A group that nothing is required of must still not stand empty.
  const { key, value: first } = members[0]!
  return fc.tuple(record, first).map(([group, value]) => (Object.keys(group).length > 0 ? group : { [key]: value }))
}

interface Member {
  readonly key: string
  readonly required: boolean
  readonly value: fc.Arbitrary<ContentValue>
}

function membersOf({ attributes = [], children = [], type }: ElementFormat): readonly Member[] {
  return [
    ...attributes.map((each) => ({ key: `@${each.name}`, required: each.required, value: repeated(each) })),
    ...children.map((each) => ({ key: each.name, required: each.required, value: repeated(each) })),
    ...(type ? [{ key: '#text', required: true, value: valueOf(type) }] : []),
  ]
}

function repeated(element: ElementFormat): fc.Arbitrary<ContentValue> {
  const isLeaf = element.type && !element.attributes
  const once: fc.Arbitrary<string | Content> = isLeaf ? valueOf(element.type) : groupOf(element)
  if (element.most === 1) return once
  const few = fc.array(once, { minLength: 1, maxLength: Math.min(element.most, 3) })
  if (element.most > 20 || element.children) return few
  return fc.oneof({ weight: 4, arbitrary: few }, { weight: 1, arbitrary: fc.array(once, exactly(element.most)) })
}

function candidates(type: SimpleType): fc.Arbitrary<string> {
  if (type.values) return fc.constantFrom(...type.values)
  if (type.base !== 'text') return numbers(type)
  if (type.date === 'day-first') return moments(type)
  if (type.pattern?.test('á & <b>')) return texts(type)
  if (type.pattern) return fc.stringMatching(generatable(type.pattern), { size: 'small' })
  return texts(type)
}

function texts({ minLength = 1, maxLength = 200 }: SimpleType): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Array.from('abcXYZ019 .,-')) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...HOSTILE_CHARACTERS.filter((character) => codePointsIn(character) === 1)),
    },
  )
  const edge = Math.max(minLength, 1)
  return fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit, minLength: edge, maxLength: Math.min(maxLength, edge + 30) }) },
    { weight: 1, arbitrary: fc.string({ unit, ...exactly(edge) }) },
    { weight: 1, arbitrary: fc.constantFrom('😀', 'ñ', '&', 'x').map((character) => character.repeat(maxLength)) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...HOSTILE_CHARACTERS.map((character) => `${character}${'a'.repeat(edge)}`)),
    },
  )
}

function numbers({
  base,
  totalDigits = 10,
  fractionDigits = 0,
  minInclusive,
  pattern,
}: SimpleType): fc.Arbitrary<string> {
  const digit = fc.constantFrom(...Array.from('0123456789'))
  const integers = fc.string({ unit: digit, minLength: 1, maxLength: totalDigits - fractionDigits })
  const mayBeNegative = pattern ? pattern.test('-1') : minInclusive === undefined
  const signed = mayBeNegative ? fc.constantFrom('', '-', '+') : fc.constant('')
  const decimals =
    base === 'integer'
      ? fc.constant('')
      : fc.oneof(
          fc.constant(''),
          fc.string({ unit: digit, minLength: 1, maxLength: fractionDigits }).map((text) => `.${text}`),
        )
  // Without a pattern the zeros at the end are no decimals.
  const exact = pattern ? fc.stringMatching(generatable(pattern), { size: 'small' }) : fc.constantFrom('1', '0.69000')
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(signed, integers, decimals).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: exact },
  )
}

function moments({ pattern }: SimpleType): fc.Arbitrary<string> {
  const number = (min: number, max: number) => fc.integer({ min, max })
  const separator = pattern?.test('01/01/2026') ? '/' : '-'
  const padded = fc.tuple(number(1, 31), number(1, 12), number(1900, 2099)).map(([day, month, year]) => {
    return [two(day), two(month), year].join(separator)
  })
  const bare = fc.tuple(number(1, 31), number(1, 12), number(2000, 2099)).map((parts) => parts.join(separator))
  const times = fc.tuple(number(0, 23), number(0, 59), number(0, 59)).map((parts) => parts.map(two).join(':'))
  return pattern?.test(`01${separator}01${separator}2026`)
    ? fc.oneof({ weight: 4, arbitrary: padded }, { weight: 1, arbitrary: bare })
    : fc.tuple(padded, times).map(([day, time]) => `${day} ${time}`)
}

/** The pattern with its Unicode classes narrowed to a few of their characters, since fast-check knows no `\p`. */
function generatable(pattern: RegExp): RegExp {
  let source = pattern.source
  for (const [wide, narrow] of NARROWED) source = source.replaceAll(wide, narrow)
  return new RegExp(source, 'u')
}

const NARROWED = [
  [' \\t\\n\\r\\p{Nd}\\p{L}\\p{M}\\p{N}\\p{S}', ' \\t\\n0-9a-zA-Zñé中+=$'],
  ['[\\p{L}\\p{M}\\p{N}\\p{S}]', '[a-z0-9ñ$]'],
  ['\\P{Nd}', '[a-zÑ,. ]'],
  ['\\p{Nd}', '[0-9]'],
  ['[^0-9]', '[a-zA-Zñ ,.&<]'],
  ['[^\\n\\r]', '[a-zA-Z0-9+\\/=.&<]'],
] as const

const exactly = (length: number) => ({ minLength: length, maxLength: length })
const two = (part: number) => String(part).padStart(2, '0')
const codePointsIn = (text: string) => Array.from(text).length
