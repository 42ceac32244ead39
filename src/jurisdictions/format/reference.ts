import type { ElementFormat, Format, SimpleType } from './format.ts'

/**
 * The reference page of a format, in Markdown: every element in its order, with what the table says of it. Generated, so that
 * no second list of fields exists.
 */
export function referencePage(format: Format, title: string): string {
  return [
    `# ${title}`,
    `Generated from the table of the format. Source: ${format.source}, version ${format.version}.`,
    'A field in **bold** is required by the official schema wherever its group stands. "Asked" is what the format document says' +
      ' beyond the schema; "paper" is how the value stands on the printed document.',
    tableOf(format.root),
  ]
    .join('\n\n')
    .concat('\n')
}

function tableOf(root: ElementFormat): string {
  const rows = rowsOf(root, '')
  return [row(['field', 'times', 'value', 'asked', 'paper']), row(['---', '---', '---', '---', '---']), ...rows].join(
    '\n',
  )
}

function rowsOf(group: ElementFormat, parent: string): readonly string[] {
  const attributes = (group.attributes ?? []).map((attribute) => ({ element: attribute, key: `@${attribute.name}` }))
  const children = (group.children ?? []).map((child) => ({ element: child, key: child.name }))
  return [...attributes, ...children].flatMap(({ element, key }) => {
    const path = parent === '' ? key : `${parent}.${key}`
    const name = element.required ? `**${path}**` : path
    const times = element.most === 1 ? '' : `up to ${element.most}`
    const value = element.type ? valueOf(element.type) : 'group'
    const asked = element.obligation === 'unstated' ? '' : element.obligation
    const paper = element.print === 'unstated' ? '' : PRINTED[element.print]
    return [row([name, times, value, asked, paper]), ...rowsOf(element, path)]
  })
}

const PRINTED = { 'as-is': 'as it is', 'in-words': 'in words', free: 'not needed' }

function valueOf(type: SimpleType): string {
  const { minLength = 0, maxLength, minInclusive, minExclusive, maxInclusive } = type
  const parts = [
    type.shape?.en,
    !type.shape &&
      maxLength !== undefined &&
      (minLength === maxLength
        ? `${maxLength} characters`
        : `text of ${Math.max(minLength, 1)} to ${maxLength} characters`),
    type.shape && maxLength !== undefined && minLength !== maxLength && `at most ${maxLength} characters`,
    type.values && codesIn(type.values, type.catalog),
    minExclusive !== undefined && `greater than ${minExclusive}`,
    minInclusive !== undefined && `${minInclusive} or more`,
    maxInclusive !== undefined && `${maxInclusive} or less`,
  ]
  const text = parts.filter((part) => typeof part === 'string').join('; ')
  return text === '' ? 'text' : text
}

function codesIn(values: ReadonlySet<string>, catalog: string | undefined): string {
  const few = values.size <= 10 ? [...values].map((value) => `\`${value}\``).join(', ') : `${values.size} codes`
  return catalog ? `${few} (catalog ${catalog})` : few
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
