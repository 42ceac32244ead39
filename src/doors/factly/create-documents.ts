import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { wallClock } from '../../domain/calendar.ts'
import type { Document } from '../../domain/document.ts'
import type { Fault } from '../../domain/fault.ts'
import { present } from '../../domain/present.ts'
import { countryOf } from '../../jurisdictions/country.ts'
import { ContractRefusal } from '../contract-refusal.ts'
import type { DoorParts } from '../door.ts'
import { allProblems, problemsIn } from '../field-problems.ts'
import { firstReply, sendKept } from '../first-reply.ts'
import { type Issuing, issueOnce } from '../issue-once.ts'
import { trialFaults } from '../trial-faults.ts'
import { withoutStandIns } from '../without-stand-ins.ts'
import { COUNTRY, letsIn } from './access.ts'
import { DocumentRequest, readDocumentRequest, readXmlRequest } from './document-request.ts'
import { answersIn } from './errors.ts'
import { documentResponse, type Told } from './from-document.ts'
import { contractProblems, draftProblems, refusalOf, WORDS } from './problems.ts'
import { normalized, toDraft } from './to-draft.ts'

const PATH = '/v1/:environment/documents'

/** POST /v1/{environment}/documents: 201 once the document is signed and stored; what DGII says of it comes later. */
export const createFromJson: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const jurisdiction = countryOf(parts.jurisdictions, COUNTRY)

  app.post(PATH, letsIn('documents:write', { unknown: 400 }), (request, reply) => {
    const { caller } = request
    const { said, body, faults, isRead } = readDocumentRequest(request.body)
    const misshapen = problemsIn(faults, WORDS)
    const known = body && withoutStandIns(body, DocumentRequest, isRead)
    return create(parts, request, reply, {
      original: { body: said },
      externalId: isRead('externalId') ? known?.externalId : undefined,
      draftBy: async (issuer) => {
        if (!known) throw refusalOf(misshapen, 422)
        const draft = toDraft(known, jurisdiction, wallClock(parts.clock.now(), jurisdiction.timeZone).date)
        const own = contractProblems(known, caller.environment).filter(({ field }) => isRead(field))
        const wrong = [...misshapen, ...own]
        if (wrong.length === 0) return draft
        // Nearly every rule asks for the type.
        const isTried = isRead('documentType')
        const found = isTried ? await trialFaults(parts.journey, caller, { ...draft, issuer }) : []
        throw refusalOf(allProblems(wrong, draftProblems(found, known), isRead), 422)
      },
      refusalOf: (found) => refusalOf(known ? allProblems([], draftProblems(found, known), isRead) : [], 422),
      told: () => ({ requestFormat: 'json', normalizedPayload: known ? normalized(known, jurisdiction) : {} }),
    })
  })
}

/**
 * POST /v1/{environment}/documents/xml: a file of the client's own as a document, in the sandbox only. It is signed anew: a
 * signature it may have is not the issuer's.
 */
export const createFromXml: FastifyPluginAsync<DoorParts> = async (app, parts) => {
  const { fileDrafts } = countryOf(parts.jurisdictions, COUNTRY)
  if (!fileDrafts) return
  app.addContentTypeParser(['application/xml', 'text/xml'], { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  const placeOf = (path: string) => fileDrafts.placeOf(path)
  app.setErrorHandler(answersIn(placeOf, 400))
  const refusal = (faults: readonly Fault[]) => refusalOf(problemsIn(faults, WORDS, placeOf), 400)

  app.post(`${PATH}/xml`, letsIn('documents:write', { only: 'sandbox', unknown: 400 }), (request, reply) => {
    const { externalId, bytes, faults } = fileOf(request.body)
    return create(parts, request, reply, {
      original: present({ externalId, xml: bytes.toString() }),
      externalId,
      draftBy: async () => {
        if (faults.length > 0) throw refusalOf(problemsIn(faults, WORDS), 400)
        const read = await fileDrafts.draftOf(bytes)
        if (read.kind === 'faults') throw refusal(read.faults)
        return present({ ...read.draft, externalId })
      },
      refusalOf: refusal,
      told: ({ type: documentType, number: encf }) => {
        return { requestFormat: 'xml', normalizedPayload: { externalId, documentType, encf } }
      },
    })
  })
}

interface Creation extends Pick<Issuing, 'externalId' | 'draftBy' | 'refusalOf'> {
  /** The request as it came. */
  readonly original: object
  /** What replies say of the request. */
  readonly told: (document: Document) => Told
}

/**
 * Issues the draft and answers as the contract documents; a repeated request gets the first reply. The key belongs to what makes
 * requests the same, because the contract wants an `externalId` that comes again under another key refused, whatever its body.
 */
async function create(
  parts: DoorParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { told, ...creation }: Creation,
): Promise<FastifyReply> {
  const { caller } = request
  const key = idempotencyKeyOf(request)
  const document = await issueOnce(parts, {
    ...creation,
    caller,
    country: COUNTRY,
    idempotencyKey: key,
    original: { key, ...creation.original },
    numbers: 'authorised',
  })
  const first = await firstReply(parts, caller, document, async () => {
    const id = await parts.doorRecords.numberOf(caller.tenantId, document.id)
    return { status: 201, body: await documentResponse(parts, { document, id }, told(document)) }
  })
  return sendKept(reply, first)
}

const LONGEST_KEY = 191

/** The header that the contract wants of every creation. */
function idempotencyKeyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key']
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY) return key
  const [code, message] = key
    ? ['API_BAD_REQUEST', `La cabecera Idempotency-Key admite hasta ${LONGEST_KEY} caracteres.`]
    : ['API_IDEMPOTENCY_KEY_REQUIRED', 'Falta la cabecera Idempotency-Key.']
  throw new ContractRefusal(400, code, message, { header: 'Idempotency-Key' })
}

/** The file, which is the whole body or stands in one of JSON; and what is wrong with that. */
function fileOf(given: unknown): { bytes: Buffer; externalId: string | undefined; faults: readonly Fault[] } {
  if (Buffer.isBuffer(given)) return { bytes: given, externalId: undefined, faults: [] }
  const { body, faults, isRead } = readXmlRequest(given)
  const externalId = isRead('externalId') ? body?.externalId : undefined
  return { bytes: Buffer.from(body?.xml ?? ''), externalId, faults }
}
