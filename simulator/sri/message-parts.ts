import type { Finding } from './finding.ts'
import { MESSAGE_TEXTS } from './message-texts.ts'
import { leaf, type Part } from './soap-answer.ts'

/** `mensajes`, whose members are called `mensaje` and hold a text called `mensaje`. */
export function messageParts(findings: readonly Finding[]): Part {
  return { name: 'mensajes', content: findings.map(messagePart) }
}

function messagePart({ code, kind, detail }: Finding): Part {
  return {
    name: 'mensaje',
    isMember: true,
    content: [
      ...leaf('identificador', code),
      ...leaf('mensaje', MESSAGE_TEXTS.get(code) ?? 'ERROR INTERNO GENERAL'),
      ...leaf('informacionAdicional', detail),
      ...leaf('tipo', kind),
    ],
  }
}
