import { Type } from 'typebox'

/** What an idempotency key may be: something visible, short enough for an index. */
export const IDEMPOTENCY_KEY_PATTERN = '^[\\x21-\\x7e]{1,255}$'

/** The header of every call that creates a document. */
export const IdempotencyKey = Type.Optional(
  Type.String({
    pattern: IDEMPOTENCY_KEY_PATTERN,
    description:
      'Yours, new for each document: 1 to 255 visible ASCII characters. The same key with the same body returns the first ' +
      'document, for ever; with another body it is refused.',
    examples: ['order-1001'],
  }),
)
