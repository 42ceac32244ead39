import { Command, Option } from 'commander'
import type { Bilingual } from '../domain/fault.ts'
import { complaintIn, detailsIn, titleIn, usageIn } from './commander-words.ts'
import { LANGUAGES } from './language.ts'
import type { Shell } from './shell.ts'

/** What the help of a command says. */
export interface CommandPage {
  readonly name: string
  readonly about: Bilingual
  /** Lines to type, without the `emite` in front. */
  readonly examples: readonly string[]
}

/** A command that speaks the shell's language in its help and its complaints, and never ends the process itself. */
export function commandOf(shell: Shell, { name, about, examples }: CommandPage): Command {
  const lines = examples.map((example) => `  emite ${example}\n`).join('')
  return new Command(name)
    .description(shell.say(about))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.terminal.out(text),
      writeErr: (text) => shell.terminal.err(text),
      outputError: (text, write) => write(`emite: ${complaintIn(shell.language, text)}`),
    })
    .configureHelp({
      styleTitle: (title) => titleIn(shell.language, title),
      styleUsage: (usage) => usageIn(shell.language, usage),
      styleOptionDescription: (text) => detailsIn(shell.language, text),
    })
    .helpOption('-h, --help', shell.say({ es: 'muestra esta ayuda', en: 'shows this help' }))
    .helpCommand(false)
    .addOption(
      new Option(
        '--lang <language>',
        shell.say({ es: 'idioma: es o en (según LANG)', en: 'language: es or en (by LANG)' }),
      ).choices(LANGUAGES),
    )
    .addHelpText('after', `\n${shell.say({ es: 'Ejemplos:', en: 'Examples:' })}\n${lines}`.trimEnd())
}

/** A command that does nothing but hold others. Called alone it shows its help. */
export function groupOf(shell: Shell, page: CommandPage, commands: readonly Command[]): Command {
  const group = commandOf(shell, page)
  for (const command of commands) group.addCommand(command)
  return group
}

/** A command whose result machines may ask for as JSON. */
export function printingCommandOf(shell: Shell, page: CommandPage): Command {
  return commandOf(shell, page).option(
    '--json',
    shell.say({ es: 'un valor JSON en la salida, y nada más', en: 'one JSON value on stdout, and nothing else' }),
  )
}
