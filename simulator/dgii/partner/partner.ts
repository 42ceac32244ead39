import { randomUUID } from 'node:crypto'
import { readXml } from '../../../src/xml/reader.ts'
import { UnreadableXml } from '../../../src/xml/unreadable.ts'
import type { Desk } from '../desk.ts'
import { facesOf } from '../filing.ts'
import { verdictOf } from '../finding.ts'
import { elementAt, textAt } from '../../reading.ts'
import { filingOf } from '../reception.ts'
import { approval, partnerInvoice, type PartnerType } from './documents.ts'
import { partnerSigner, type PartnerSigner } from './identity.ts'
import { addressOf, handOver, type OtherSideAnswer } from './other-side.ts'

/** Where another taxpayer's services stand, as DGII is told. */
export interface OtherSide {
  readonly rnc: string
  readonly urlAutenticacion: string | undefined
}

/** What came of something the partner sent. */
export interface Sent {
  readonly number: string
  readonly answer: OtherSideAnswer
  /** Estado of the ARECF that came back: 0 received, 1 not received; undefined when none did. */
  readonly acknowledged: string | undefined
}

/** The other taxpayer that DGII plays in testecf: it sends e-CF, and approves the ones it gets. */
export class Partner {
  readonly rnc: string
  readonly nombre: string
  readonly #desk: Desk
  readonly #sent = new Map<string, Sent>()
  #signer: Promise<PartnerSigner> | undefined

  constructor(desk: Desk) {
    const { rnc, nombre } = desk.rules.partner
    this.rnc = rnc
    this.nombre = nombre
    this.#desk = desk
  }

  /** Its key is made when first needed: most runs never need it. */
  signer(): Promise<PartnerSigner> {
    this.#signer ??= partnerSigner(this.rnc, this.nombre)
    return this.#signer
  }

  /**
   * Sends an e-CF that DGII has accepted to another taxpayer, and keeps what that one says. Undefined when it would be a note and
   * nothing was sent yet that it could modify.
   */
  async sendInvoice(type: PartnerType, to: OtherSide & { readonly urlRecepcion: string }): Promise<Sent | undefined> {
    const last = type === '33' || type === '34' ? this.#lastInvoiceTo(to.rnc) : undefined
    if (last === undefined && type !== '31' && type !== '44') return undefined

    const sign = await this.signer()
    const number = this.#nextNumber(type)
    const at = this.#desk.now()
    const issuer = { rnc: this.rnc, nombre: this.nombre }
    const xml = sign(partnerInvoice({ type, number, issuer, buyerRnc: to.rnc, at, original: last }))
    this.#fileAsAccepted(xml, number, at)

    const address = addressOf(to.urlRecepcion, 'recepcion/api/ecf')
    const answer = await handOver(address, `${this.rnc}${number}.xml`, xml, { registered: to.urlAutenticacion, sign })
    const sent = { number, answer, acknowledged: stateOfAcknowledgement(answer) }
    this.#sent.set(`${to.rnc} ${number}`, sent)
    return sent
  }

  sentTo(rnc: string, number: string): Sent | undefined {
    return this.#sent.get(`${rnc} ${number}`)
  }

  /** Approves or refuses an e-CF that another taxpayer issued to the partner; undefined when DGII has accepted none such. */
  async sendApproval(
    number: string,
    state: '1' | '2',
    to: OtherSide & { readonly urlAprobacionComercial: string },
  ): Promise<OtherSideAnswer | undefined> {
    this.#desk.settle()
    const invoice = this.#desk.accepted(to.rnc, number)
    const faces = invoice && facesOf(invoice)
    if (!faces || faces.rncComprador !== this.rnc) return undefined

    const sign = await this.signer()
    const { fechaEmision: date = '', montoTotal = '' } = faces
    const about = {
      issuer: to.rnc,
      buyer: this.rnc,
      number,
      date,
      total: Number(montoTotal).toFixed(2),
      state,
      at: this.#desk.now(),
    }
    const address = addressOf(to.urlAprobacionComercial, 'aprobacioncomercial/api/ecf')
    return handOver(address, `${this.rnc}${number}.xml`, sign(approval(about)), {
      registered: to.urlAutenticacion,
      sign,
    })
  }

  #nextNumber(type: PartnerType): string {
    for (let sequence = 1; ; sequence++) {
      const number = `E${type}${String(sequence).padStart(10, '0')}`
      if (this.#desk.filings(this.rnc, number).length === 0) return number
    }
  }

  #lastInvoiceTo(rnc: string): { readonly number: string; readonly date: string } | undefined {
    const sent = [...this.#sent.keys()].filter((key) => key.startsWith(`${rnc} E31`)).at(-1)
    const invoice = sent === undefined ? undefined : this.#desk.accepted(this.rnc, sent.slice(rnc.length + 1))
    const date = invoice && facesOf(invoice).fechaEmision
    return invoice && date !== undefined ? { number: invoice.number, date } : undefined
  }

  /** So that approvals of it find it at DGII. It was not received, so the ledger does not have it. */
  #fileAsAccepted(xml: string, number: string, at: Date): void {
    const bytes = Buffer.from(xml)
    const claimed = { root: readXml(bytes), issuer: this.rnc, number }
    const filing = { ...filingOf({ bytes }, claimed, [], 'e-CF', at), trackId: randomUUID(), sequence: undefined }
    this.#desk.file(filing, verdictOf([]))
  }
}

function stateOfAcknowledgement({ body }: OtherSideAnswer): string | undefined {
  try {
    return textAt(elementAt(readXml(body), 'DetalleAcusedeRecibo'), 'Estado')
  } catch (error) {
    // Whatever came instead of an ARECF is kept as it came.
    if (error instanceof UnreadableXml) return undefined
    throw error
  }
}
