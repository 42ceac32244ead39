import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { Draft } from '../../../domain/draft.ts'
import { E_CF_TYPES } from '../formats/formats.ts'
import { numbering } from '../numbering.ts'
import { prepare } from '../prepare.ts'
import { documentXml } from '../xml.ts'
import type { CalendarDate } from '../../../domain/calendar.ts'
import { EXAMPLE_CONTEXT } from './context.ts'
import { examples } from '../../../../test/support/dominican-examples.ts'

const DraftShape = Compile(Draft)
const EXPIRES = '2028-12-31' as CalendarDate

describe('the examples', () => {
  test('show every type', () => {
    expect(new Set(examples().map(({ draft }) => draft.type))).toEqual(new Set(E_CF_TYPES))
  })

  // `npx vitest run -u` writes the files anew; review the difference like code.
  test.each(examples())('$name becomes its XML', async ({ draft, xml }) => {
    expect([...DraftShape.Errors(draft)]).toEqual([])
    const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
    const written = documentXml(
      document!,
      { number: numbering.format(draft.type, 7n), expiresOn: EXPIRES },
      EXAMPLE_CONTEXT.now,
    )
    await expect(indented(written)).toMatchFileSnapshot(xml)
  })
})

/** One element a line: for reading only, since a signed document has no blanks between elements. */
function indented(xml: string): string {
  let depth = 0
  return xml
    .replace(/<(\/?)([^>]+)>([^<]*)/g, (_, closing: string, name: string, text: string) => {
      if (closing) depth--
      const line = closing && !text ? '\n' + '  '.repeat(depth) : ''
      const opened = closing ? `${line}</${name}>` : `\n${'  '.repeat(depth)}<${name}>${text}`
      if (!closing) depth++
      return opened
    })
    .replace(/<([^/>]+)>([^<\n]*)\n\s*<\/\1>/g, '<$1>$2</$1>')
    .trim()
    .concat('\n')
}
