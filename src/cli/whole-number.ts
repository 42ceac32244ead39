import { InvalidArgumentError } from 'commander'
import type { Shell } from './shell.ts'

/** Reads an argument that is a whole number within bounds. @throws InvalidArgumentError, which says what would be right */
export function wholeNumber(shell: Shell, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(
      shell.say({ es: `un entero de ${least} a ${most}`, en: `an integer from ${least} to ${most}` }),
    )
  }
}
