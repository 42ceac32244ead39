import { sign as signRaw } from 'node:crypto'
import { signXades } from '../../src/xml/xades.ts'
import type { XadesStatement } from '../../src/xml/xades.ts'
import { verifyXades } from '../../src/xml/verify-xades.ts'
import { CanonicalWriter } from '../../src/xml/writer.ts'
import { needs } from '../../test/support/needs.ts'
import { xmlsecXadesComplaint } from '../../test/support/xmlsec.ts'
import { type SharedKey, sharedKey } from '../local-signer.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { type Contestant, interleaved } from '../rounds.ts'
import { median, medianRatio } from '../statistics.ts'
import { xadesPeersWith } from '../xades-peers.ts'

/** Signing for SRI on one thread, against raw RSA and against other libraries on the same file. */
export const signXadesPart: Part = {
  name: 'sign-xades',
  about: 'a factura signed for SRI on one thread: raw RSA-SHA1, Emite, xadesjs, ec-sri-invoice-signer',
  measure,
}

interface Entry extends Contestant {
  /** A file it made, to be verified; the raw signature has none. */
  readonly output: () => Promise<string> | undefined
}

const RAW = 'raw RSA-2048 over SHA-1, `crypto.sign` with a KeyObject'
const STATEMENT: XadesStatement = {
  signingTime: '2026-11-15T09:30:00-05:00',
  description: 'contenido comprobante',
}

async function measure({ rounds, sliceMs, say }: Effort): Promise<Findings> {
  const key = await sharedKey()
  const [factura, long] = [facturaOf(10), facturaOf(100)]
  const signedInfo = signedInfoOf((await signXades(factura, key.signer, STATEMENT)).xml)
  const own = (name: string, xml: string, statement = STATEMENT): Entry =>
    entry(name, async () => (await signXades(xml, key.signer, statement)).xml)
  const entries: Entry[] = [
    raw(key, signedInfo),
    own('Emite: a ready factura of 10 lines signed', factura),
    own('Emite: the same with SHA-256', factura, { ...STATEMENT, hash: 'sha256' }),
    own('Emite: a ready factura of 100 lines signed', long),
  ]
  const peers = (await xadesPeersWith(key)).map((peer) =>
    entry(`${peer.name}: the same 10 lines signed`, () => peer.sign(factura)),
  )
  say(`${entries.length + peers.length} contestants, ${rounds} rounds of ${sliceMs} ms each`)
  const rows: Cell[][] = []
  // Peers apart, with a baseline of their own: the garbage they leave must not be collected at Emite's expense.
  for (const group of [entries, [raw(key, signedInfo), ...peers]]) {
    const rates = await interleaved(group, { rounds, sliceMs })
    const baseline = rates.get(RAW) ?? []
    for (const { name, output } of group) {
      const rate = rates.get(name) ?? []
      rows.push([name, median(rate), 1e6 / median(rate), medianRatio(rate, baseline), ...verdictsOn(await output())])
    }
  }
  return {
    title: 'one thread, a factura signed for SRI',
    columns: ['', 'per CPU second', 'CPU µs each', '÷ raw RSA', 'xmlsec1', 'our verifier'],
    rows,
    notes: [
      'Aim: a ready factura signed ≥ 0.85 of raw RSA.',
      `Medians of ${rounds} rounds in which each has a slice of ${sliceMs} ms; a ratio is the median of the rounds' ratios.`,
      'Processor time of the whole process is counted, not the clock: what others do on the machine disturbs less.',
      'Everything runs on one thread with the same key: Emite is given a signer that signs in place, where the product uses the libuv ' +
        'pool. xadesjs can only sign through webcrypto, on the pool; it is awaited each time.',
      'ec-sri-invoice-signer takes nothing but a PKCS#12 file and opens it each time; the file given asks for one iteration of key ' +
        'derivation, where real ones ask for thousands.',
      `Raw RSA signs ${signedInfo.byteLength} bytes, the size of this file's SignedInfo. The ready factura has ${Buffer.byteLength(factura)} bytes.`,
    ],
  }
}

function entry(name: string, run: () => string | Promise<string>): Entry {
  return { name, run, output: async () => run() }
}

function raw({ privateKey }: SharedKey, data: Uint8Array): Entry {
  return { name: RAW, run: () => signRaw('RSA-SHA1', data, privateKey), output: () => undefined }
}

/** A factura as far as signing cares: its size and its shape. */
function facturaOf(lineCount: number): string {
  const writer = new CanonicalWriter().open('factura', { id: 'comprobante', version: '2.1.0' })
  writer.open('infoTributaria')
  for (const name of ['razonSocial', 'nombreComercial', 'ruc', 'claveAcceso', 'dirMatriz']) writer.leaf(name, FILLER)
  writer.close().open('detalles')
  for (let line = 1; line <= lineCount; line++) {
    writer.open('detalle').leaf('codigoPrincipal', `SKU-${line}`).leaf('descripcion', FILLER)
    writer.leaf('cantidad', '10.00').leaf('precioUnitario', '125.50').leaf('descuento', '0.00')
    writer.leaf('precioTotalSinImpuesto', '1255.00').open('impuestos').open('impuesto')
    for (const name of ['codigo', 'codigoPorcentaje', 'tarifa', 'baseImponible', 'valor']) writer.leaf(name, '15.00')
    writer.close().close().close()
  }
  return writer.close().close().end()
}

const FILLER = 'Compañía Ñusta & Hijos, Avenida Amazonas, Quito'

/** The bytes that were signed, for the raw signature to sign as many. */
function signedInfoOf(xml: string): Uint8Array {
  const content = /<ds:SignedInfo .*<\/ds:SignedInfo>/.exec(xml)?.[0]
  const namespaces = /<ds:Signature( .*?) Id=/.exec(xml)?.[1]
  if (content === undefined || namespaces === undefined) throw new Error('the signed file has no SignedInfo')
  return Buffer.from(content.replace('<ds:SignedInfo', `<ds:SignedInfo${namespaces}`))
}

function verdictsOn(xml: string | undefined): [string, string] {
  if (xml === undefined) return ['', '']
  const holds = needs('xmlsec1') && xmlsecXadesComplaint('factura', [xml]) === ''
  const independent = needs('xmlsec1') ? (holds ? 'holds' : 'does not hold') : 'not installed'
  const own = verifyXades(Buffer.from(xml))
  return [independent, own.valid ? `holds (${own.parts.length} references)` : own.message]
}
