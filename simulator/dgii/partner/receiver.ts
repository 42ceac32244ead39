import type { FastifyInstance } from 'fastify'
import { ACECF } from '../../../src/jurisdictions/dominican-republic/formats/acecf.ts'
import { formatOf } from '../../../src/jurisdictions/dominican-republic/formats/formats.ts'
import type { Answer } from '../../fault-effects.ts'
import { json, text } from '../../service.ts'
import { uploadOf } from '../../upload.ts'
import { approvalObjection } from '../approval.ts'
import { seedHolder, Seeds } from '../authentication.ts'
import { addOpenService, type Counter } from '../counter.ts'
import { opened } from '../opening.ts'
import { textAt } from '../../reading.ts'
import { receivedFile, type ReceivedFile } from '../received-file.ts'
import { checkSignature } from '../signature.ts'
import { Tokens } from '../tokens.ts'
import { acknowledgement } from './documents.ts'
import type { Partner } from './partner.ts'

/**
 * The partner's own services, as every e-taxpayer offers them. Authentication is offered, not demanded; but a token that is shown
 * must be good.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Estándar emisor–receptor"
 */
export function addPartnerReceiver(app: FastifyInstance, counter: Counter, partner: Partner): void {
  const now = () => counter.desk.now()
  const seeds = new Seeds(now)
  const tokens = new Tokens(counter.desk.rules.tokenLifetimeMs, now)
  const seen = new Set<string>()
  const base = 'emisorreceptor/fe'

  addOpenService(app, counter, {
    name: 'emisorreceptor-semilla',
    method: 'GET',
    path: `${base}/autenticacion/api/semilla`,
    read: () => undefined,
    answer: () => seeds.served(),
  })
  addOpenService(app, counter, {
    name: 'emisorreceptor-validacioncertificado',
    method: 'POST',
    path: `${base}/autenticacion/api/validacioncertificado`,
    read: uploadOf,
    answer: (upload) => {
      const holder = seedHolder(upload, seeds, counter)
      return holder.refusal === undefined ? json(tokens.issue(holder.name)) : text(holder.refusal, 400)
    },
  })
  addOpenService(app, counter, {
    name: 'emisorreceptor-recepcion',
    method: 'POST',
    path: `${base}/recepcion/api/ecf`,
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file, _faults, request) => {
      if (request.headers.authorization !== undefined && !tokens.admits(request)) return text('', 401)
      return acknowledge(file, counter, partner, seen)
    },
  })
  addOpenService(app, counter, {
    name: 'emisorreceptor-aprobacioncomercial',
    method: 'POST',
    path: `${base}/aprobacioncomercial/api/ecf`,
    read: receivedFile,
    about: ({ claims }) => claims,
    answer: (file, _faults, request) => {
      if (request.headers.authorization !== undefined && !tokens.admits(request)) return text('', 401)
      return takeApproval(file, counter, partner)
    },
  })
}

/** A signed ARECF, whether the e-CF was received or not; 400 only for what names no issuer and number. */
async function acknowledge(
  file: ReceivedFile,
  { desk }: Counter,
  partner: Partner,
  seen: Set<string>,
): Promise<Answer> {
  const { issuer, number } = file.claims
  if (!file.root || !issuer || !number) return text(`Archivo no válido: ${file.trouble || 'no es un e-CF'}`, 400)
  const key = `${issuer} ${number}`
  const reason = reasonNotToReceive(file, desk, partner.rnc, seen.has(key))
  if (reason === undefined) seen.add(key)

  const sign = await partner.signer()
  const xml = sign(acknowledgement({ issuer, buyer: partner.rnc, number, reason, at: desk.now() }))
  return { status: 200, contentType: 'application/xml; charset=utf-8', body: xml }
}

/** @source DGII, Formato ARECF (jul-2020): 1 form, 2 signature, 3 sent twice, 4 another buyer */
function reasonNotToReceive(
  { bytes, root }: ReceivedFile,
  desk: Counter['desk'],
  rnc: string,
  isRepeated: boolean,
): '1' | '2' | '3' | '4' | undefined {
  if (!checkSignature(bytes).holds) return '2'
  const format = formatOf(textAt(root, 'Encabezado.IdDoc.TipoeCF') ?? '')
  const issuerIn = () => textAt(root, 'Encabezado.Emisor.RNCEmisor')
  if (!format || opened(bytes, format, issuerIn, desk.rules, desk.now()).findings) return '1'
  if (textAt(root, 'Encabezado.Comprador.RNCComprador') !== rnc) return '4'
  return isRepeated ? '3' : undefined
}

/** 200 for an approval of an e-CF the partner issued, 400 for anything else; the body follows no rule. */
function takeApproval(file: ReceivedFile, { desk }: Counter, partner: Partner): Answer {
  if (!file.root) return text(`Archivo no válido: ${file.trouble}`, 400)
  const buyerIn = () => textAt(file.root, 'DetalleAprobacionComercial.RNCComprador')
  const { content, findings } = opened(file.bytes, ACECF, buyerIn, desk.rules, desk.now())
  if (findings) return text(findings.map((finding) => finding.text).join(' '), 400)
  if (textAt(content, 'DetalleAprobacionComercial.RNCEmisor') !== partner.rnc) {
    return text('RNCEmisor no es el de este contribuyente.', 400)
  }
  const objection = approvalObjection(content, desk)
  return objection === undefined ? text('', 200) : text(objection, 400)
}
