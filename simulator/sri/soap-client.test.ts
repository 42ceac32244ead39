import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClientAsync, type Client } from 'soap'
import {
  AUTHORISATION,
  DELAY_MS,
  pathOf,
  RECEPTION,
  sign,
  startSriBench,
  type SriBench,
} from '../testing/sri/client.ts'
import { documentOf, keyIn } from '../testing/sri/documents.ts'

// What a generic client, which knows nothing but the WSDL, makes of the services.

let bench: SriBench
beforeEach(async () => {
  bench = await startSriBench()
})
afterEach(() => bench.stop())

type Method = (argument: object) => Promise<readonly [result: unknown, raw: string]>

async function clientOf(service: string, environment?: string): Promise<Client> {
  return createClientAsync(`${bench.simulator.baseUrl}${pathOf(service, environment)}?wsdl`)
}

function method(client: Client, name: string): Method {
  return (client as unknown as Record<string, Method>)[`${name}Async`] as Method
}

const xml = sign(documentOf('factura'))
const key = keyIn(xml)

test('sends a document, waits, and gets it back authorised', async () => {
  const reception = await clientOf(RECEPTION)
  const authorisation = await clientOf(AUTHORISATION)
  const [received] = await method(reception, 'validarComprobante')({ xml: Buffer.from(xml).toString('base64') })
  expect(received).toMatchObject({ RespuestaRecepcionComprobante: { estado: 'RECIBIDA' } })

  const ask = method(authorisation, 'autorizacionComprobante')
  const [early] = await ask({ claveAccesoComprobante: key })
  expect(early).toMatchObject({
    RespuestaAutorizacionComprobante: { claveAccesoConsultada: key, numeroComprobantes: '0' },
  })

  bench.pass(DELAY_MS)
  const [late, raw] = await ask({ claveAccesoComprobante: key })
  expect(late).toMatchObject({
    RespuestaAutorizacionComprobante: {
      numeroComprobantes: '1',
      autorizaciones: {
        // A list of one is no list to this client: nobody may count on either.
        autorizacion: {
          estado: 'AUTORIZADO',
          numeroAutorizacion: key,
          ambiente: 'PRUEBAS',
          fechaAutorizacion: new Date('2026-12-01T12:00:01-05:00'),
          mensajes: { mensaje: { identificador: '60', tipo: 'ADVERTENCIA' } },
        },
      },
    },
  })
  // It reads a CDATA section with XML as XML: only in what went over the wire can the bytes be seen.
  expect(raw).toContain(`<comprobante><![CDATA[${xml}]]></comprobante>`)

  bench.simulator.faults.add({ kind: 'escaped' })
  const [escaped] = await ask({ claveAccesoComprobante: key })
  expect(escaped).toMatchObject({
    RespuestaAutorizacionComprobante: { autorizaciones: { autorizacion: { comprobante: xml } } },
  })
})

test('reads why a document was returned', async () => {
  const reception = await clientOf(RECEPTION)
  const wrong = Buffer.from(documentOf('factura').replace('DOLAR', '')).toString('base64')
  const [returned] = await method(reception, 'validarComprobante')({ xml: wrong })
  expect(returned).toMatchObject({
    RespuestaRecepcionComprobante: {
      estado: 'DEVUELTA',
      comprobantes: {
        comprobante: { claveAcceso: key, mensajes: { mensaje: { identificador: '35', tipo: 'ERROR' } } },
      },
    },
  })
})

test('asks for the state of a document, and for one that nobody knows', async () => {
  const consultation = await clientOf('ConsultaComprobante')
  const ask = method(consultation, 'consultarEstadoAutorizacionComprobante')
  const [unknown] = await ask({ claveAcceso: key })
  expect(unknown).toMatchObject({ EstadoAutorizacionComprobante: { estadoConsulta: 'RECHAZADA', claveAcceso: key } })
  await bench.issue('factura')
  const [known] = await ask({ claveAcceso: key })
  expect(known).toMatchObject({
    EstadoAutorizacionComprobante: {
      estadoAutorizacion: 'AUTORIZADO',
      tipoComprobante: 'Factura',
      rucEmisor: '1790012345001',
    },
  })
})

test('the description names the address it was fetched from, in either environment', async () => {
  for (const environment of ['celcer', 'cel']) {
    const client = await clientOf(RECEPTION, environment)
    const address = `${bench.simulator.baseUrl}${pathOf(RECEPTION, environment)}`
    expect(client.wsdl.definitions.services).toMatchObject({
      RecepcionComprobantesOfflineService: { ports: { RecepcionComprobantesOfflinePort: { location: address } } },
    })
  }
})

test('a service without ?wsdl is no page', async () => {
  expect((await fetch(`${bench.simulator.baseUrl}${pathOf(RECEPTION)}`)).status).toBe(404)
  expect((await fetch(`${bench.simulator.baseUrl}${pathOf(RECEPTION)}?WSDL`)).status).toBe(200)
  expect((await fetch(`${bench.simulator.baseUrl}${pathOf('RecepcionComprobantes')}?wsdl`)).status).toBe(404)
})
