import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Fault, Subject } from '../faults.ts'
import { json, type ServiceAnswer } from '../service.ts'
import { americanTime } from './clock.ts'
import { addTokenService, badRequest, numberField, queryOf, type Counter } from './counter.ts'
import { claimsOf, facesOf, isAccepted, type Filing } from './filing.ts'
import { NOT_FOUND, statusOf } from './verdict-words.ts'

/**
 * What became of a document, asked in four ways. Each exists only where DGII documents it or was seen to answer.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Consulta resultado", "Consulta estado", "Consulta trackids", "Consulta RFCE"
 */
export function addQueries(app: FastifyInstance, counter: Counter): void {
  addQuery(app, counter, {
    name: 'consultaresultado',
    path: 'consultaresultado/api/consultas/estado',
    wants: ['trackid'],
    find: (desk, asked) => maybe(desk.byTrack(asked('trackid'))),
    answer: resultOf,
  })
  addQuery(app, counter, {
    name: 'consultatrackids',
    path: 'consultatrackids/api/trackids/consulta',
    wants: ['rncemisor', 'encf'],
    find: (desk, asked) => desk.filings(asked('rncemisor'), asked('encf')).filter(({ kind }) => kind === 'e-CF'),
    answer: (filings, isProcessing) => json(filings.map((filing) => trackOf(filing, isProcessing))),
  })
  if (counter.environment !== 'certecf') {
    addQuery(app, counter, {
      name: 'consultaestado',
      path: 'consultaestado/api/consultas/estado',
      wants: ['rncemisor', 'ncfelectronico'],
      // A summary is found by consulta RFCE only: no integrator has seen one here.
      find: (desk, asked) =>
        desk
          .filings(asked('rncemisor'), asked('ncfelectronico'))
          .filter((filing) => filing.kind === 'e-CF' && filing.securityCode === asked('codigoseguridad'))
          .filter((filing) => ['', facesOf(filing).rncComprador].includes(asked('rnccomprador'))),
      answer: stateOf,
    })
  }
  if (counter.desk.rules.summaryQueryIn.includes(counter.environment)) {
    addQuery(app, counter, {
      name: 'consultarfce',
      path: 'consultarfce/api/consultas/consulta',
      wants: ['rnc_emisor', 'encf', 'cod_seguridad_ecf'],
      find: (desk, asked) =>
        desk
          .filings(asked('rnc_emisor'), asked('encf'))
          .filter((filing) => filing.kind === 'RFCE' && filing.securityCode === asked('cod_seguridad_ecf')),
      answer: summaryResultOf,
    })
  }
}

interface Query {
  readonly name: string
  readonly path: string
  readonly wants: readonly string[]
  readonly find: (desk: Counter['desk'], asked: (name: string) => string) => readonly Filing[]
  readonly answer: (filings: readonly Filing[], isProcessing: boolean, asked: (name: string) => string) => ServiceAnswer
}

function addQuery(app: FastifyInstance, counter: Counter, query: Query): void {
  const { name, path, wants } = query
  addTokenService(app, counter, {
    name,
    method: 'GET',
    path,
    read: (request) => {
      const asked = (each: string) => queryOf(request, each) ?? ''
      return { asked, missing: missingIn(request, wants), filings: query.find(counter.desk, asked) }
    },
    about: ({ filings }) => subjectOf(filings),
    answer: ({ asked, missing, filings }, faults) => {
      if (missing.length > 0) return badRequest(`Falta ${missing.join(', ')}.`)
      if (strikes(faults, 'unknown-track')) return query.answer([], false, asked)
      return query.answer(filings, strikes(faults, 'processing'), asked)
    },
  })
}

function missingIn(request: FastifyRequest, wants: readonly string[]): readonly string[] {
  return wants.filter((name) => queryOf(request, name) === undefined)
}

function subjectOf([filing]: readonly Filing[]): Omit<Subject, 'service'> {
  return filing ? { issuer: filing.issuer, number: filing.number, marks: claimsOf(filing.root).marks } : {}
}

function strikes(faults: readonly Fault[], kind: Fault['kind']): boolean {
  return faults.some((fault) => fault.kind === kind)
}

function resultOf([filing]: readonly Filing[], isProcessing: boolean, asked: (name: string) => string): ServiceAnswer {
  const trackId = asked('trackid')
  if (!filing) {
    return json({ trackId, ...NOT_FOUND, rnc: null, encf: null, secuenciaUtilizada: false, fechaRecepcion: null })
  }
  const verdict = isProcessing ? undefined : filing.verdict
  const { codigo, estado, mensajes } = statusOf(verdict)
  return json({
    trackId,
    codigo,
    estado,
    rnc: filing.issuer,
    ...numberField(filing.number),
    secuenciaUtilizada: verdict?.numberSpent ?? false,
    fechaRecepcion: americanTime(filing.receivedAt),
    mensajes,
  })
}

function trackOf(filing: Filing, isProcessing: boolean) {
  const { estado } = statusOf(isProcessing ? undefined : filing.verdict)
  return { trackId: filing.trackId, estado, fechaRecepcion: americanTime(filing.receivedAt) }
}

/** Tells acceptances (conditional ones among them) from rejections; what is not decided is not found. */
function stateOf(filings: readonly Filing[], isProcessing: boolean, asked: (name: string) => string): ServiceAnswer {
  const decided = isProcessing ? [] : filings.filter(({ verdict }) => verdict !== undefined)
  const filing = decided.find(isAccepted) ?? decided.at(-1)
  const nothing = { montoTotal: null, totalITBIS: null, fechaEmision: null, fechaFirma: null }
  const known = filing && facesOf(filing)
  return json({
    codigo: filing ? (isAccepted(filing) ? 1 : 2) : 0,
    estado: filing ? (isAccepted(filing) ? 'Aceptado' : 'Rechazado') : NOT_FOUND.estado,
    rncEmisor: asked('rncemisor'),
    ncfElectronico: asked('ncfelectronico'),
    ...(known
      ? {
          montoTotal: Number(known.montoTotal),
          totalITBIS: Number(known.totalITBIS ?? 0),
          fechaEmision: known.fechaEmision,
          fechaFirma: known.fechaFirma,
        }
      : nothing),
    rncComprador: known?.rncComprador ?? null,
    codigoSeguridad: asked('codigoseguridad'),
    idExtranjero: known?.idExtranjero ?? null,
  })
}

function summaryResultOf(
  filings: readonly Filing[],
  isProcessing: boolean,
  asked: (name: string) => string,
): ServiceAnswer {
  const filing = isProcessing ? undefined : (filings.find(isAccepted) ?? filings.at(-1))
  const { codigo, estado, mensajes } = filing ? statusOf(filing.verdict) : NOT_FOUND
  const secuenciaUtilizada = filing?.verdict?.numberSpent ?? false
  const number = filing?.number ?? asked('encf')
  return json({ rnc: asked('rnc_emisor'), ...numberField(number), secuenciaUtilizada, codigo, estado, mensajes })
}

function maybe(filing: Filing | undefined): readonly Filing[] {
  return filing ? [filing] : []
}
