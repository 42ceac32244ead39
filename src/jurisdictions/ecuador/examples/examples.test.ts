import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { examples } from '../../../../test/support/ecuadorian-examples.ts'
import { Draft } from '../../../domain/draft.ts'
import { numbering } from '../numbering.ts'
import { prepare } from '../prepare.ts'
import { TYPE_FACTS, typeFactsOf } from '../type-facts.ts'
import { documentXml } from '../xml.ts'
import { EXAMPLE_CONTEXT } from './context.ts'

const DraftShape = Compile(Draft)

describe('the examples', () => {
  test('show every type', () => {
    expect(new Set(examples().map(({ draft }) => draft.type))).toEqual(new Set(TYPE_FACTS.map(({ code }) => code)))
  })

  // `npx vitest run -u` writes the files anew; review the difference like code.
  test.each(examples())('$name becomes its XML', async ({ draft, xml }) => {
    if (typeFactsOf(draft.type)?.lines === 'priced') expect([...DraftShape.Errors(draft)]).toEqual([])
    const { document, faults } = prepare(draft, EXAMPLE_CONTEXT)
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
    const number = numbering.format(document!.series, 7n)
    const written = documentXml(document!, { number, expiresOn: undefined }, EXAMPLE_CONTEXT.now)
    await expect(indented(written)).toMatchFileSnapshot(xml)
  })
})

/** One element a line: for reading only, since a signed document has no blanks between elements. */
function indented(xml: string): string {
  let depth = 0
  return xml
    .replace(/<(\/?)([^>]+)>([^<]*)/g, (_, closing: string, tag: string, text: string) => {
      if (closing) depth--
      const line = closing && !text ? '\n' + '  '.repeat(depth) : ''
      const opened = closing ? `${line}</${tag}>` : `\n${'  '.repeat(depth)}<${tag}>${text}`
      if (!closing) depth++
      return opened
    })
    .replace(/<(([^/>\s]+)[^>]*)>([^<\n]*)\n\s*<\/\2>/g, '<$1>$3</$2>')
    .trim()
    .concat('\n')
}
