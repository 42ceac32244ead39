import type { FastifyInstance, FastifyRequest } from 'fastify'
import { escapedText } from '../../src/xml/text.ts'
import type { Answer } from '../fault-effects.ts'
import { json } from '../service.ts'
import { addOpenService, queryOf, type Counter } from './counter.ts'
import { facesOf, isAccepted, type Filing } from './filing.ts'

/**
 * What opens behind the QR code: whether DGII knows the document just as the paper shows it.
 *
 * @source DGII, Informe técnico e-CF v1.0 (2022), "Código QR"; Descripción técnica v1.6 (2023), "Consulta timbre"
 */
export function addStampPages(app: FastifyInstance, counter: Counter): void {
  addStampPage(app, counter, { name: 'consultatimbre', kind: 'e-CF', shown: WHOLE })
  // Documented for testecf and ecf; nobody has seen it elsewhere.
  if (counter.environment !== 'certecf')
    addStampPage(app, counter, { name: 'consultatimbrefc', kind: 'RFCE', shown: SUMMARY })
}

interface StampPage {
  readonly name: string
  readonly kind: Filing['kind']
  /** The query names besides issuer and number, and what the document says for each. */
  readonly shown: Readonly<Record<string, (filing: Filing) => string | undefined>>
}

const SUMMARY: StampPage['shown'] = {
  montototal: (filing) => facesOf(filing).montoTotal,
  codigoseguridad: (filing) => filing.securityCode,
}

const WHOLE: StampPage['shown'] = {
  rnccomprador: (filing) => facesOf(filing).rncComprador,
  fechaemision: (filing) => facesOf(filing).fechaEmision,
  fechafirma: (filing) => facesOf(filing).fechaFirma,
  ...SUMMARY,
}

function addStampPage(app: FastifyInstance, counter: Counter, { name, kind, shown }: StampPage): void {
  addOpenService(app, counter, {
    name,
    method: 'GET',
    path: name,
    read: (request) => {
      const filings = counter.desk.filings(queryOf(request, 'rncemisor') ?? '', queryOf(request, 'encf') ?? '')
      const known = filings.filter((filing) => filing.kind === kind)
      return { filing: known.find(isAccepted) ?? known.at(-1), request }
    },
    about: ({ filing }) => ({ issuer: filing?.issuer, number: filing?.number }),
    answer: ({ filing, request }) => {
      const differences = filing ? differencesIn(filing, shown, request) : []
      const estado = !filing ? 'No encontrado' : filing.verdict?.state === 'rejected' ? 'Rechazado' : stateOf(filing)
      const coincide = filing !== undefined && differences.length === 0
      const said = { estado: coincide || !filing ? estado : 'No coincide', coincide, diferencias: differences }
      return /\bapplication\/json\b/i.test(request.headers.accept ?? '') ? json(said) : page(said)
    },
  })
}

function stateOf(filing: Filing): string {
  return isAccepted(filing) ? 'Aceptado' : 'En Proceso'
}

/** The names whose values are not what the document says, to the letter: an amount without its cents differs. */
function differencesIn(filing: Filing, shown: StampPage['shown'], request: FastifyRequest): readonly string[] {
  return Object.keys(shown).filter((name) => queryOf(request, name) !== shown[name]?.(filing))
}

function page({ estado, diferencias }: { estado: string; diferencias: readonly string[] }): Answer {
  const detail = diferencias.length > 0 ? `<p>No coincide: ${escapedText(diferencias.join(', '))}</p>` : ''
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="es"><head><title>Consulta de timbre</title></head><body><h1>${escapedText(estado)}</h1>${detail}</body></html>`,
  }
}
