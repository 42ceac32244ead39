import { expect } from 'vitest'
import type { Draft } from '../../src/domain/draft.ts'
import { givenAt } from '../../src/jurisdictions/content/block.ts'
import { EXAMPLE_CONTEXT } from '../../src/jurisdictions/ecuador/examples/context.ts'
import { prepare } from '../../src/jurisdictions/ecuador/prepare.ts'
import { preparedContentOf } from '../../src/jurisdictions/ecuador/xml.ts'
import type { PrepareContext } from '../../src/jurisdictions/jurisdiction.ts'

/** Somebody with a cédula. */
export const BUYER = { taxId: '1710034065', name: 'Ana Paz' }
export const IVA = [{ code: 'IVA', rate: '15' }]
/** 20.00 without IVA, 23.00 with it. */
export const LINE = { name: 'Café molido', quantity: '2', unitPrice: '10.00', taxes: IVA }

/** A factura of one line, changed. */
export function invoice(change: object = {}): Draft {
  return { type: '01', buyer: BUYER, lines: [LINE], ...change }
}

/** A note over factura 001-001-000000123, changed. */
export function note(type: '04' | '05', change: object = {}): Draft {
  const reference = { number: '001-001-000000123', date: '2026-11-03', reason: 'Devolución' }
  return { type, buyer: BUYER, reference, lines: [LINE], ...change }
}

/** The content of a draft that breaks no rule. */
export function contentOf(draft: Draft, context: PrepareContext = EXAMPLE_CONTEXT): unknown {
  const { faults, document } = prepare(draft, context)
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
  return preparedContentOf(document!).content
}

/** What stands at an official path of such a content. */
export function at(draft: Draft, path: string, context?: PrepareContext): unknown {
  return givenAt(contentOf(draft, context), path)
}

/** The issuer of the examples with other settings. */
export function issuedBy(settings: object): PrepareContext {
  return { ...EXAMPLE_CONTEXT, issuer: { ...EXAMPLE_CONTEXT.issuer, settings: settings as Record<string, unknown> } }
}

/** Severity, code and place of what a draft breaks. */
export function faultsOf(draft: Draft, context: PrepareContext = EXAMPLE_CONTEXT): readonly string[] {
  return prepare(draft, context).faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`)
}
