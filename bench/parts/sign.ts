import { sign as signRaw } from 'node:crypto'
import type { CalendarDate } from '../../src/domain/calendar.ts'
import type { Draft } from '../../src/domain/draft.ts'
import { dominicanRepublic } from '../../src/jurisdictions/dominican-republic/index.ts'
import type { Signer } from '../../src/jurisdictions/authority-protocol.ts'
import type { PrepareContext, PreparedDocument } from '../../src/jurisdictions/jurisdiction.ts'
import { signEnveloped } from '../../src/xml/dsig.ts'
import { verifyEnveloped } from '../../src/xml/verify.ts'
import { needs } from '../../test/support/needs.ts'
import { xmlsecComplaint } from '../../test/support/xmlsec.ts'
import { creditInvoice, smallConsumerInvoice } from '../drafts.ts'
import { type SharedKey, sharedKey } from '../local-signer.ts'
import type { Cell, Effort, Findings, Part } from '../part.ts'
import { peersWith } from '../peers.ts'
import { type Contestant, interleaved } from '../rounds.ts'
import { median, medianRatio } from '../statistics.ts'

/** Signing and all that comes before it, on one thread, against raw RSA and against other libraries on the same file. */
export const sign: Part = {
  name: 'sign',
  about: 'draft to signed XML on one thread: raw RSA, Emite, xml-crypto, xadesjs, dgii-ecf',
  measure,
}

interface Entry extends Contestant {
  /** RSA signatures that it makes each time. */
  readonly signatures: number
  /** A file it made, to be verified; the raw signature has none. */
  readonly output: () => Promise<string> | undefined
}

const RAW = 'raw RSA-2048, `crypto.sign` with a KeyObject'

async function measure({ rounds, sliceMs, say }: Effort): Promise<Findings> {
  const key = await sharedKey()
  const ready = readyXml(creditInvoice(10))
  const signedInfo = signedInfoOf((await signEnveloped(ready, key.signer)).xml)
  const entries: Entry[] = [
    raw(key, signedInfo),
    entry('Emite: a ready 10-line e-CF signed', 1, async () => (await signEnveloped(ready, key.signer)).xml),
    fromDraft('Emite: draft → signed, type 31 of 10 lines', 1, creditInvoice(10), key.signer),
    fromDraft('Emite: draft → signed, type 31 of 1 line', 1, creditInvoice(1), key.signer),
    fromDraft('Emite: draft → signed, small type 32 (two signatures)', 2, smallConsumerInvoice(), key.signer),
  ]
  const peers = (await peersWith(key)).map((peer) =>
    entry(`${peer.name}: the same file signed`, 1, () => peer.sign(ready)),
  )
  say(`${entries.length + peers.length} contestants, ${rounds} rounds of ${sliceMs} ms each`)
  const rows: Cell[][] = []
  // Peers apart, with a baseline of their own: the garbage they leave must not be collected at Emite's expense.
  for (const group of [entries, [raw(key, signedInfo), ...peers]]) {
    const rates = await interleaved(group, { rounds, sliceMs })
    const baseline = rates.get(RAW) ?? []
    for (const { name, signatures, output } of group) {
      const own = rates.get(name) ?? []
      const ratio = medianRatio(own, baseline)
      rows.push([name, median(own), 1e6 / median(own), ratio, ratio * signatures, ...verdictsOn(await output())])
    }
  }
  return {
    title: 'one thread, from draft to signed file',
    columns: ['', 'per CPU second', 'CPU µs each', '÷ raw RSA', '÷ raw RSA, per signature', 'xmlsec1', 'our verifier'],
    rows,
    notes: [
      'Aims: a ready file signed ≥ 0.9 of raw RSA; draft → signed ≥ 0.6.',
      `Medians of ${rounds} rounds in which each has a slice of ${sliceMs} ms; a ratio is the median of the rounds' ratios.`,
      'Processor time of the whole process is counted, not the clock: what others do on the machine disturbs less.',
      'Everything runs on one thread with the same key: Emite is given a signer that signs in place, where the product uses the libuv ' +
        'pool. xmldsigjs can only sign through webcrypto, on the pool; it is awaited each time.',
      `Raw RSA signs ${signedInfo.byteLength} bytes, the size of this file's SignedInfo. The ready file has ${Buffer.byteLength(ready)} bytes.`,
      'draft → signed: checked against every rule and its format, computed, written and signed; the JSON is already parsed.',
    ],
  }
}

function entry(name: string, signatures: number, run: () => string | Promise<string>): Entry {
  return { name, signatures, run, output: async () => run() }
}

function raw({ privateKey }: SharedKey, data: Uint8Array): Entry {
  return { name: RAW, signatures: 1, run: () => signRaw('RSA-SHA256', data, privateKey), output: () => undefined }
}

const NOW = new Date('2026-11-15T14:30:00Z')
const CONTEXT: PrepareContext = {
  issuer: {
    taxId: '101010632',
    name: 'Suplidora Quisqueya, SRL',
    tradeName: 'Quisqueya',
    address: 'Calle El Conde 150, Zona Colonial',
    municipality: '010100',
    province: '010000',
    phones: ['8095550101'],
    email: 'facturas@quisqueya.example',
    settings: {},
  },
  today: '2026-11-15' as CalendarDate,
  now: NOW,
  environment: 'sandbox',
  authorityEnvironment: 'testecf',
  related: [],
}

/** Numbers go up as they would: no two files are the same. */
function fromDraft(name: string, signatures: number, draft: Draft, signer: Signer): Entry {
  let sequence = 0n
  return entry(name, signatures, async () => {
    sequence += 1n
    const { xml, submission } = await dominicanRepublic.sign(prepared(draft), numbered(draft, sequence), signer, NOW)
    return submission ?? xml
  })
}

function readyXml(draft: Draft): string {
  return dominicanRepublic.preview(prepared(draft), numbered(draft, 1n), NOW)
}

function prepared(draft: Draft): PreparedDocument {
  const { document, faults } = dominicanRepublic.prepare(draft, CONTEXT)
  if (!document) throw new Error(`the draft is refused: ${JSON.stringify(faults)}`)
  return document
}

function numbered({ type }: Draft, sequence: bigint): { number: string; expiresOn: CalendarDate } {
  return { number: dominicanRepublic.numbering.format(type, sequence), expiresOn: '2028-12-31' as CalendarDate }
}

/** The bytes that were signed, for the raw signature to sign as many. */
function signedInfoOf(xml: string): Uint8Array {
  const content = /<SignedInfo>.*<\/SignedInfo>/.exec(xml)?.[0]
  if (content === undefined) throw new Error('the signed file has no SignedInfo')
  return Buffer.from(content.replace('<SignedInfo>', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">'))
}

function verdictsOn(xml: string | undefined): [string, string] {
  if (xml === undefined) return ['', '']
  const independent = needs('xmlsec1') ? (xmlsecComplaint([xml]) === '' ? 'holds' : 'does not hold') : 'not installed'
  const own = verifyEnveloped(Buffer.from(xml))
  return [independent, own.valid ? `holds (${own.mode})` : own.reason]
}
