import { expect } from 'vitest'
import type { Client } from '../support/client.ts'
import { type MailCatcher, mailCatcher, type MailCatcherOptions } from '../support/mail-catcher.ts'
import { CELCER, type Place } from '../support/taxpayer.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { SriDocumentsClient } from './sri-documents-client.ts'

/** A branch as `GET /v1/issuers` tells of it. */
export interface ToldBranch {
  readonly id: number
  readonly establishment: string
  readonly emissionPoint: string
}

/** A world with a mail server, and clients of the door in it. */
export class SriDocumentsHouse {
  readonly world: World
  readonly catcher: MailCatcher
  /** What the mail server says to an address; it takes everything unless something stands here. */
  readonly says: { recipient?: MailCatcherOptions['recipient'] | undefined }
  #count = 0

  private constructor(world: World, catcher: MailCatcher, says: SriDocumentsHouse['says']) {
    this.world = world
    this.catcher = catcher
    this.says = says
  }

  static async open(options: WorldOptions = {}): Promise<SriDocumentsHouse> {
    const says: SriDocumentsHouse['says'] = {}
    const catcher = await mailCatcher({ recipient: (address) => says.recipient?.(address) })
    const environment = {
      EMITE_SMTP_URL: `smtp://127.0.0.1:${catcher.port}?tls=none`,
      EMITE_MAIL_FROM: 'emite@facturas.example',
    }
    return new SriDocumentsHouse(await World.start({ ...options, environment }), catcher, says)
  }

  async close(): Promise<void> {
    await this.world.close()
    await this.catcher.close()
  }

  /** A taxpayer of its own tenant that wants its buyers to have mail, and a client with its first branch. */
  async newClient(place: Place = CELCER, settings = {}, wantsMail = true): Promise<[Client, SriDocumentsClient]> {
    this.#count += 1
    const taxpayer = await this.world.ecuadorian(`17911${String(this.#count).padStart(5, '0')}001`, place, settings)
    const { apiKey, issuerId } = taxpayer.taxpayer
    await this.world.app.inject({
      method: 'PUT',
      url: `/api/v1/issuers/${issuerId}/mail`,
      headers: { authorization: `Bearer ${apiKey}` },
      payload: { enabled: wantsMail },
    })
    const [first] = await this.branchesOf(apiKey)
    return [taxpayer, new SriDocumentsClient(this.world.app, apiKey, first?.id ?? 0)]
  }

  async branchesOf(apiKey: string): Promise<readonly ToldBranch[]> {
    const answer = await new SriDocumentsClient(this.world.app, apiKey, 0).get('/v1/issuers')
    expect(answer.status, answer.text).toBe(200)
    return (answer.body as unknown as { issuers: readonly ToldBranch[] }).issuers
  }

  /** The fields that a body is refused for. */
  async fieldsAtFault(client: SriDocumentsClient, body: object): Promise<readonly string[]> {
    const { status, body: reply, text } = await client.create({ ...body })
    expect(status, text).toBe(400)
    expect(reply.error?.code).toBe('VALIDATION_FAILED')
    return (reply.error?.details ?? []).map(({ field }) => field).sort()
  }
}
