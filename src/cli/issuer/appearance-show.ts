import type { Command } from 'commander'
import { appearanceOf } from '../../accounts/appearance.ts'
import type { Shell } from '../shell.ts'
import { appearanceText, appearanceValue } from './appearance-text.ts'
import { commandOfIssuer } from './of-issuer.ts'

/** `emite issuer appearance show ISSUER`: how an issuer's documents are printed. */
export function showAppearance(shell: Shell): Command {
  const page = {
    name: 'show',
    about: {
      es: 'Muestra cómo se imprimen los documentos de un emisor.',
      en: "Shows how an issuer's documents are printed.",
    },
    examples: ['issuer appearance show 131880681', 'issuer appearance show 131880681 --json'],
  }
  return commandOfIssuer(shell, page, {
    read: (house, caller, { id }) => appearanceOf(house, caller, id),
    valueOf: appearanceValue,
    textOf: (appearance) => appearanceText(shell, appearance),
  })
}
