import type { IssuerAppearance } from '../../ports/appearances.ts'
import { pairsText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

/** How papers look, for people. */
export function appearanceText(shell: Shell, { paper, colour, footer, logo }: IssuerAppearance): string {
  const none = shell.say({ es: 'ninguno', en: 'none' })
  const picture = logo && `${logo.type}, ${logo.widthPx} × ${logo.heightPx} px, ${logo.sizeBytes} bytes`
  return pairsText(shell, [
    [{ es: 'Papel', en: 'Paper' }, paper],
    [{ es: 'Color', en: 'Colour' }, colour ?? none],
    [{ es: 'Texto al pie', en: 'Footer' }, footer ?? none],
    [{ es: 'Logo', en: 'Logo' }, picture ?? none],
  ])
}

/** The same for machines. */
export function appearanceValue({ paper, colour, footer, logo, updatedAt }: IssuerAppearance) {
  return { paper, colour: colour ?? null, footer: footer ?? null, logo: logo ?? null, updatedAt: updatedAt ?? null }
}
