import { describe, expect, test } from 'vitest'
import { filled, filledLines, templateFaults } from './mail-template.ts'

describe('a text with placeholders', () => {
  test('is filled, blanks in the braces or not; a value is never read as a text', () => {
    expect(filled('{{number}} / {{ buyer }}', { number: 'E31', buyer: '{{number}}' })).toBe('E31 / {{number}}')
  })

  test('loses the lines that name only what is not there', () => {
    const text = 'Hola\nVer: {{link}}\n{{number}} {{link}}\r\n\nAdiós'
    expect(filledLines(text, { number: '1' })).toBe('Hola\n1 \n\nAdiós')
  })

  test('is filled in one pass, whatever the dollar signs in a value', () => {
    expect(filled('{{buyer}}', { buyer: "$& $1 $' $$" })).toBe("$& $1 $' $$")
  })

  test('may name what there is and nothing else; the fault lists what there is', () => {
    expect(templateFaults('{{number}} {{total}}', 'subject')).toEqual([])
    const [fault] = templateFaults('{{nombre}} {{nombre}}', 'text')
    expect(fault).toMatchObject({ code: 'placeholder-unknown', path: 'text', severity: 'error' })
    expect(fault?.message.es).toContain('{{nombre}}')
    expect(fault?.message.en).toContain('{{issueDate}}')
  })

  test.each(['{{number', 'number}}', '{{ {{number}} }}'])('%j does not close', (text) => {
    expect(templateFaults(text, 'text').map(({ code }) => code)).toContain('placeholder-open')
  })

  test.each(['constructor', '__proto__', 'toString'])('%s is no placeholder', (name) => {
    expect(templateFaults(`{{${name}}}`, 'text')).toHaveLength(1)
    expect(filled(`{{${name}}}`, {})).toBe(`{{${name}}}`)
  })
})
