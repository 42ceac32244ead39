import type { FastifyInstance } from 'fastify'
import { ANECF } from '../../src/jurisdictions/dominican-republic/formats/anecf.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { json, type ServiceAnswer } from '../service.ts'
import { addTokenService, type Counter } from './counter.ts'
import type { VoidedRange } from './desk.ts'
import { opened } from './opening.ts'
import { allAt, textAt } from '../reading.ts'
import { arrivalOf, receivedFile, type ReceivedFile } from './received-file.ts'

/**
 * Anulación de rangos: all of a file or nothing of it.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Anulación de rangos": testecf and ecf; Formato ANECF (jun-2022)
 */
export function addVoiding(app: FastifyInstance, counter: Counter): void {
  if (counter.environment === 'certecf') return
  addTokenService(app, counter, {
    name: 'anulacionrangos',
    method: 'POST',
    path: 'anulacionrangos/api/operaciones/anularrango',
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file) => receiveVoiding(file, counter),
  })
}

function receiveVoiding(file: ReceivedFile, counter: Counter): ServiceAnswer {
  const objections = objectionsTo(file, counter)
  const messages = objections.map((text) => ({ code: '0', text }))
  const outcome = { state: objections.length === 0 ? 'taken' : 'refused', messages, numberSpent: false } as const
  const entry = counter.ledger.receive({ ...arrivalOf(file, counter, 'anulacionrangos'), trackIds: [], outcome })
  if (objections.length === 0 && file.root) voidAll(file.root, counter.desk)

  const rnc = file.claims.issuer ?? null
  const nombre = counter.desk.rules.directory.find((known) => known.rnc === rnc)?.nombre ?? null
  return { ...json({ rnc, codigo: objections.length === 0 ? '1' : '2', nombre, mensajes: objections }), entry }
}

/** Takes the numbers of a sound ANECF out of use. */
export function voidAll(root: XmlElement, desk: Counter['desk']): void {
  for (const range of rangesIn(root)) desk.voidRange(range)
}

function objectionsTo(file: ReceivedFile, { desk }: Counter): readonly string[] {
  if (!file.root) return [`Archivo no válido: ${file.trouble}`]
  if (file.root.name !== 'ANECF') return ['Tipo de XML inválido: se espera ANECF.']
  const { content, findings } = opened(file.bytes, ANECF, issuerIn, desk.rules, desk.now())
  if (findings) return findings.map(({ text }) => text)
  desk.settle()
  return [...contentObjections(content, desk)]
}

function* contentObjections(content: XmlElement, desk: Counter['desk']): Generator<string> {
  const entries = allAt(content, 'DetalleAnulacion.Anulacion')
  for (const entry of entries) {
    const type = textAt(entry, 'TipoeCF') ?? ''
    const ranges = rangesOf(entry, '')
    if (ranges.some((range) => range.type !== type)) yield `Las secuencias no corresponden al tipo ${type}.`
    if (ranges.some(({ first, last }) => !(first <= last))) yield `Un rango del tipo ${type} termina antes de empezar.`
    if (countOf(ranges) !== Number(textAt(entry, 'CantidadeNCFAnulados'))) {
      yield `CantidadeNCFAnulados del tipo ${type} no coincide con sus secuencias.`
    }
  }
  const ranges = rangesIn(content)
  if (countOf(ranges) !== Number(textAt(content, 'Encabezado.CantidadeNCFAnulados'))) {
    yield 'CantidadeNCFAnulados no coincide con el detalle.'
  }
  const used = desk
    .numbersInUse(issuerIn(content) ?? '')
    .filter((number) => ranges.some((range) => covers(range, number)))
  if (used.length > 0) yield `Ya fueron utilizados: ${used.slice(0, 10).join(', ')}.`
}

function rangesIn(content: XmlElement): readonly VoidedRange[] {
  const issuer = issuerIn(content) ?? ''
  return allAt(content, 'DetalleAnulacion.Anulacion').flatMap((entry) => rangesOf(entry, issuer))
}

function rangesOf(entry: XmlElement, issuer: string): readonly VoidedRange[] {
  return allAt(entry, 'TablaRangoSecuenciasAnuladaseNCF.Secuencias').map((range) => {
    const first = textAt(range, 'SecuenciaeNCFDesde') ?? ''
    const last = textAt(range, 'SecuenciaeNCFHasta') ?? ''
    const type = first.slice(1, 3) === last.slice(1, 3) ? first.slice(1, 3) : ''
    return { issuer, type, first: Number(first.slice(3)), last: Number(last.slice(3)) }
  })
}

function countOf(ranges: readonly VoidedRange[]): number {
  return ranges.reduce((count, { first, last }) => count + last - first + 1, 0)
}

function covers({ type, first, last }: VoidedRange, number: string): boolean {
  const sequence = Number(number.slice(3))
  return number.slice(1, 3) === type && first <= sequence && sequence <= last
}

function issuerIn(content: XmlElement): string | undefined {
  return textAt(content, 'Encabezado.RncEmisor')
}
