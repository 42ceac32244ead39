import type { FastifyInstance } from 'fastify'
import { ACECF } from '../../src/jurisdictions/dominican-republic/formats/acecf.ts'
import type { XmlElement } from '../../src/xml/tree.ts'
import { json, type ServiceAnswer } from '../service.ts'
import { addTokenService, type Counter } from './counter.ts'
import { facesOf, type Filing } from './filing.ts'
import { differ, money } from '../money.ts'
import { opened } from './opening.ts'
import { textAt } from '../reading.ts'
import { arrivalOf, receivedFile, type ReceivedFile } from './received-file.ts'

/** Aprobación comercial. @source DGII, Descripción técnica v1.6 (2023), "Aprobación comercial"; Formato ACECF (ene-2020) */
export function addApproval(app: FastifyInstance, counter: Counter): void {
  addTokenService(app, counter, {
    name: 'aprobacioncomercial',
    method: 'POST',
    path: 'aprobacioncomercial/api/aprobacioncomercial',
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file) => receiveApproval(file, counter),
  })
}

function receiveApproval(file: ReceivedFile, counter: Counter): ServiceAnswer {
  const objection = objectionTo(file, counter)
  const messages = objection === undefined ? [] : [{ code: '0', text: objection }]
  const outcome = { state: objection === undefined ? 'taken' : 'refused', messages, numberSpent: false } as const
  const entry = counter.ledger.receive({ ...arrivalOf(file, counter, 'aprobacioncomercial'), trackIds: [], outcome })
  const answer =
    objection === undefined
      ? json({ mensaje: ['Aprobación comercial recibida.'], estado: 'Aceptado', codigo: '01' })
      : json({ mensaje: [objection], estado: 'Rechazado', codigo: '02' })
  return { ...answer, entry }
}

function objectionTo(file: ReceivedFile, { desk }: Counter): string | undefined {
  const { root, trouble, fileName } = file
  if (!root) return `Archivo no válido: ${trouble}`
  if (root.name !== 'ACECF') return 'Tipo de XML inválido: se espera ACECF.'

  const buyerIn = (content: XmlElement) => detail(content, 'RNCComprador')
  const { content, findings } = opened(file.bytes, ACECF, buyerIn, desk.rules, desk.now())
  if (findings) return findings.map(({ text }) => text).join(' ')
  const name = `${detail(content, 'RNCComprador')}${detail(content, 'eNCF')}.xml`
  return fileName === name ? approvalObjection(content, desk) : `El nombre del archivo debe ser ${name}.`
}

/** Why an ACECF that is sound in itself does not go with any invoice. Told to DGII and to the other taxpayer alike. */
export function approvalObjection(content: XmlElement, desk: Counter['desk']): string | undefined {
  const [issuer, number] = [detail(content, 'RNCEmisor') ?? '', detail(content, 'eNCF') ?? '']
  if (WITHOUT_APPROVAL.includes(number.slice(1, 3)))
    return `El tipo ${number.slice(1, 3)} no requiere aprobación comercial.`

  desk.settle()
  const invoice = desk.accepted(issuer, number)
  if (invoice) return mismatch(content, invoice)
  const isElsewhere = desk.environment === 'certecf' && desk.rules.certificationIssuers.includes(issuer)
  return isElsewhere ? undefined : 'No se encontró un e-CF válido para esta aprobación comercial.'
}

/** @source DGII, Formato ACECF (ene-2020): not for 32, 41, 43, 46, 47 */
const WITHOUT_APPROVAL = ['32', '41', '43', '46', '47']

function mismatch(content: XmlElement, invoice: Filing): string | undefined {
  const { fechaEmision, montoTotal, rncComprador } = facesOf(invoice)
  if (detail(content, 'RNCComprador') !== rncComprador) return 'RNCComprador no es el del e-CF.'
  if (detail(content, 'FechaEmision') !== fechaEmision) return 'FechaEmision no es la del e-CF.'
  return differ(money(detail(content, 'MontoTotal')), money(montoTotal), 0)
    ? 'MontoTotal no es el del e-CF.'
    : undefined
}

function detail(content: XmlElement, name: string): string | undefined {
  return textAt(content, `DetalleAprobacionComercial.${name}`)
}
