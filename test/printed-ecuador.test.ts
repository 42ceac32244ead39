import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openPrinter } from '../src/adapters/pdf/printer.ts'
import type { Document } from '../src/domain/document.ts'
import { EXAMPLE_CONTEXT } from '../src/jurisdictions/ecuador/examples/context.ts'
import { printed } from '../src/jurisdictions/ecuador/printed.ts'
import { PAPERS } from '../src/ports/printer.ts'
import { readXml } from '../src/xml/reader.ts'
import { elementsOf } from '../src/xml/tree.ts'
import { examples } from './support/ecuadorian-examples.ts'
import { needs, shared } from './support/needs.ts'

const printer = openPrinter({ threads: 1 })
const folder = mkdtempSync(join(tmpdir(), 'emite-ride-'))
afterAll(async () => {
  await printer.close()
  rmSync(folder, { recursive: true })
})

const FILES = [...officialSamples(), ...examples().map(({ xml }) => xml)].map(
  (file) => [basename(file, '.xml'), file] as const,
)
const CASES = FILES.flatMap(([name, file]) => PAPERS.map((paper) => ({ name, file, paper })))

describe.skipIf(!needs('poppler')).each(CASES)('the RIDE of $name on $paper', ({ name, file, paper }) => {
  const xml = readFileSync(file)
  const pdf = join(folder, `${name}-${paper}.pdf`)

  test('has every field that annex 2 asks for, in letters that can be read', async () => {
    const page = printed({ document: AUTHORISED, xml, issuer: EXAMPLE_CONTEXT.issuer })
    writeFileSync(pdf, await printer.print(page, { paper, colour: undefined, footer: undefined, logo: undefined }))
    const texts = withoutBlanks(run('pdftotext', ['-raw', pdf, '-']))
    expect(mandatoryIn(xml).filter((value) => !texts.includes(withoutBlanks(value)))).toEqual([])
  })

  test.skipIf(!needs('zbar'))('has a bar code that reads as the clave de acceso, to the digit', () => {
    const picture = join(folder, `${name}-${paper}`)
    // No finer than a till prints.
    run('pdftoppm', ['-gray', '-r', '203', '-singlefile', pdf, picture])
    const codes = run('zbarimg', ['--quiet', '-Sdisable', '-Scode128.enable', '--raw', `${picture}.pgm`])
    expect(codes.trim()).toBe(valuesOf(xml, ['claveAcceso'])[0])
  })
})

const AUTHORISED = {
  state: 'approved',
  receipt: undefined,
  verdict: { outcome: 'approved', messages: [], numberSurvives: false, decidedAt: '2026-11-17T03:30:05Z' },
} as unknown as Document

/** What annex 2 shows of every type, as far as the file has it; a reader of its own, that knows nothing of how pages are made. */
function mandatoryIn(xml: Uint8Array): readonly string[] {
  const number = ['estab', 'ptoEmi', 'secuencial'].map((part) => valuesOf(xml, [part])[0]).join('-')
  const [ambiente] = valuesOf(xml, ['ambiente'])
  return [
    ...[number, '16/11/2026 22:30:05', ambiente === '1' ? 'PRUEBAS' : 'PRODUCCIÓN', 'NORMAL', 'NÚMERO DE AUTORIZACIÓN'],
    TITLES[readXml(xml).name] ?? '?',
    ...valuesOf(xml, MANDATORY),
  ]
}

const TITLES: Readonly<Record<string, string>> = {
  factura: 'FACTURA',
  liquidacionCompra: 'LIQUIDACIÓN DE COMPRA DE BIENES Y PRESTACIÓN DE SERVICIOS',
  notaCredito: 'NOTA DE CRÉDITO',
  notaDebito: 'NOTA DE DÉBITO',
  guiaRemision: 'GUÍA DE REMISIÓN',
  comprobanteRetencion: 'COMPROBANTE DE RETENCIÓN',
}

const MANDATORY = [
  ...['ruc', 'razonSocial', 'nombreComercial', 'dirMatriz', 'dirEstablecimiento', 'contribuyenteEspecial'],
  ...['agenteRetencion', 'contribuyenteRimpe', 'claveAcceso', 'fechaEmision', 'placa', 'guiaRemision'],
  ...['razonSocialComprador', 'identificacionComprador', 'direccionComprador', 'razonSocialProveedor'],
  ...['identificacionProveedor', 'direccionProveedor', 'razonSocialSujetoRetenido', 'identificacionSujetoRetenido'],
  ...[
    'codigoPrincipal',
    'codigoAuxiliar',
    'codigoInterno',
    'codigoAdicional',
    'cantidad',
    'descripcion',
    'precioUnitario',
  ],
  ...['precioSinSubsidio', 'descuento', 'precioTotalSinImpuesto', 'totalSinImpuestos', 'totalDescuento', 'propina'],
  ...[
    'importeTotal',
    'valorModificacion',
    'valorTotal',
    'numDocModificado',
    'fechaEmisionDocSustento',
    'motivo',
    'razon',
  ],
  ...['numDocSustento', 'periodoFiscal', 'porcentajeRetener', 'valorRetenido', 'codigoRetencion', 'numAutDocSustento'],
  ...['rucTransportista', 'razonSocialTransportista', 'dirPartida', 'fechaIniTransporte', 'fechaFinTransporte'],
  ...['motivoTraslado', 'dirDestinatario', 'identificacionDestinatario', 'razonSocialDestinatario', 'docAduaneroUnico'],
  ...['codEstabDestino', 'ruta', 'concepto', 'campoAdicional'],
]

function valuesOf(xml: Uint8Array, names: readonly string[]): readonly string[] {
  return [...elementsOf(readXml(xml))].flatMap(({ name, namespace, text, children }) => {
    return namespace === '' && children.length === 0 && names.includes(name) && text.trim() !== '' ? [text.trim()] : []
  })
}

/** Lines break anywhere on paper. */
function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return stdout
}

function officialSamples(): readonly string[] {
  if (!needs('shared')) return []
  return ['ficha', 'official-xsd-zip', 'signed', 'synthetic'].flatMap((set) => {
    const files = readdirSync(shared(`sri/samples/${set}`)).filter((file) => file.endsWith('.xml'))
    return files.map((file) => shared(`sri/samples/${set}/${file}`))
  })
}
