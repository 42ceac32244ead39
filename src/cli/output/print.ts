import type { Fault } from '../../domain/fault.ts'
import type { Shell } from '../shell.ts'
import { plainText } from './plain-text.ts'

/** The option of every command that prints data. */
export interface PrintOptions {
  readonly json?: true
}

/** Prints data: one JSON value for machines, or text for people. */
export function print(shell: Shell, options: PrintOptions, value: unknown, text: () => string): void {
  shell.terminal.out(options.json ? `${JSON.stringify(value, null, 2)}\n` : text())
}

/** Faults, one a line: severity, where, what. */
export function faultsText(shell: Shell, faults: readonly Omit<Fault, 'source'>[]): string {
  return faults.map((fault) => `${faultLine(shell, fault)}\n`).join('')
}

function faultLine(shell: Shell, { severity, code, path, message }: Omit<Fault, 'source'>): string {
  const isError = severity === 'error'
  const mark = shell.say(isError ? { es: 'error', en: 'error' } : { es: 'aviso', en: 'warning' })
  const place = path === '' ? '' : `${plainText(path)}: `
  return `${shell.terminal.styled(isError ? 'red' : 'yellow', mark)} ${place}${plainText(shell.say(message))} [${code}]`
}
