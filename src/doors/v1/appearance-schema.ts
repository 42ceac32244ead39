import { Type } from 'typebox'
import { MOST_FOOTER_CHARACTERS } from '../../accounts/appearance.ts'
import type { IssuerAppearance } from '../../ports/appearances.ts'
import { PAPERS } from '../../ports/printer.ts'

const COLOUR = '`#rrggbb`, for titles and rules. Text stays legible on and in any colour.'
const FOOTER = `A line or two at the foot of every page, at most ${MOST_FOOTER_CHARACTERS} characters without line breaks.`

/** What is sent to change how papers look. */
export const AppearanceBody = Type.Object(
  {
    paper: Type.Optional(
      Type.Enum([...PAPERS], {
        description:
          'What is printed unless another paper is asked for: `letter` unless given; `receipt` is an 80 mm roll.',
      }),
    ),
    colour: Type.Optional(Type.String({ description: COLOUR })),
    footer: Type.Optional(Type.String({ description: FOOTER })),
  },
  {
    additionalProperties: false,
    examples: [{ paper: 'letter', colour: '#0a5c36', footer: 'Gracias por su compra.' }],
  },
)

/** How papers look, as clients see it. */
export const AppearanceSchema = Type.Object(
  {
    paper: Type.Enum([...PAPERS]),
    colour: Type.Optional(Type.String({ description: COLOUR })),
    footer: Type.Optional(Type.String({ description: FOOTER })),
    logo: Type.Optional(
      Type.Object(
        {
          type: Type.Enum(['image/png', 'image/jpeg']),
          widthPx: Type.Integer(),
          heightPx: Type.Integer(),
          sizeBytes: Type.Integer(),
        },
        { description: 'As it is printed; its bytes are at `/api/v1/issuers/{id}/logo`.' },
      ),
    ),
    updatedAt: Type.Optional(Type.String({ description: 'Absent while nobody has set anything.' })),
  },
  { $id: 'Appearance', description: "How an issuer's papers look." },
)

/** The look in the shape of {@link AppearanceSchema}. */
export function appearanceView({ paper, colour, footer, logo, updatedAt }: IssuerAppearance) {
  const facts = logo && { type: logo.type, widthPx: logo.widthPx, heightPx: logo.heightPx, sizeBytes: logo.sizeBytes }
  return {
    paper,
    ...(colour === undefined ? {} : { colour }),
    ...(footer === undefined ? {} : { footer }),
    ...(facts === undefined ? {} : { logo: facts }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  }
}
