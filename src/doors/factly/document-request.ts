import { type Static, Type } from 'typebox'
import { dayField, figureField, mailAddressField, neededText, textField } from '../body-fields.ts'
import { readerOf } from '../read-body.ts'

const DocumentLine = Type.Object({
  itemId: Type.Optional(Type.Integer()),
  // As long as a draft's line lets its name be.
  description: neededText(80),
  qty: figureField({ exclusiveMinimum: 0, default: 1 }),
  unitPrice: figureField({ minimum: 0 }),
  taxRate: Type.Optional(figureField()),
  discountAmount: Type.Optional(figureField({ minimum: 0 })),
  unidadMedida: textField(50),
})

/** The contract's `DocumentCreateRequest`, and `exchangeRate`, without which a currency other than DOP means nothing. */
export const DocumentRequest = Type.Object({
  externalId: neededText(191),
  documentType: neededText(10),
  encf: textField(60),
  issueDate: dayField(),
  fechaVencimientoSecuencia: dayField(),
  billingType: Type.Optional(Type.Enum(['CONTADO', 'CREDITO'])),
  creditDays: Type.Optional(Type.Integer({ minimum: 0 })),
  currency: Type.Optional(Type.String({ pattern: '^\\s*(?:[A-Za-z]{3}\\s*)?$', default: '' })),
  exchangeRate: Type.Optional(figureField({ exclusiveMinimum: 0, default: 1 })),
  language: textField(),
  notes: textField(),
  customerId: Type.Optional(Type.Integer()),
  customerName: textField(300),
  customerDocument: textField(20),
  customerDocumentType: textField(),
  customerEmail: mailAddressField(),
  referenceEncf: textField(60),
  referenceIssueDate: dayField(),
  referenceModificationCode: textField(10),
  lines: Type.Array(DocumentLine, { minItems: 1, maxItems: 10_000 }),
})
export type DocumentRequest = Static<typeof DocumentRequest>

const READING = { overlooksUnknown: true, takesNumbers: true, looksAtNulls: true }

/** Reads the body of a creation. */
export const readDocumentRequest = readerOf(DocumentRequest, READING)

/** Reads the contract's `XmlCreateRequest`. */
export const readXmlRequest = readerOf(Type.Object({ externalId: neededText(191), xml: Type.String() }), READING)
