import type { Command } from 'commander'
import { rangesOf } from '../../accounts/ranges.ts'
import { commandOfIssuer } from '../issuer/of-issuer.ts'
import { tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { RANGE_COLUMNS } from './columns.ts'

/** `emite range list ISSUER`: the authorised numbers of an issuer, and how long they will do. */
export function listRanges(shell: Shell): Command {
  const page = {
    name: 'list',
    about: {
      es: 'Muestra los rangos autorizados de un emisor y lo que queda de cada uno.',
      en: 'Shows the authorised ranges of an issuer and what is left of each.',
    },
    examples: ['range list 131880681', 'range list 131880681 --environment production --json'],
  }
  return commandOfIssuer(shell, page, {
    read: (house, caller, { id }) => rangesOf(house, caller, id),
    valueOf: (ranges) => ranges,
    textOf: (ranges) => tableText(shell, RANGE_COLUMNS, ranges),
  })
}
