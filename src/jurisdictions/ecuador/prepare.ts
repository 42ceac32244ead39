import type { Draft } from '../../domain/draft.ts'
import { isAcceptable, type Fault } from '../../domain/fault.ts'
import { inexactNumbers } from '../content/block.ts'
import { isStated } from '../content/provenance.ts'
import { groupFor, textAt, type Tree } from '../content/tree.ts'
import { checkContent } from '../format/check.ts'
import type { Format } from '../format/format.ts'
import type { PrepareContext, Preparation, PreparedDocument, SeriesNumber } from '../jurisdiction.ts'
import { buyerFaults } from './content/buyer-faults.ts'
import { dateFaults } from './content/date-faults.ts'
import { familyOf } from './content/families.ts'
import type { Family } from './content/family.ts'
import { emissionPointOf } from './content/issuer.ts'
import { settleLists } from './content/lists.ts'
import { numberFaults } from './content/number.ts'
import { clientPath, keptPlaceOf } from './content/provenance.ts'
import { referenceOf } from './content/reference.ts'
import { sizeFaults } from './content/size.ts'
import { sourcesOf, type Sources } from './content/sources.ts'
import { unwrapTexts } from './content/wrapped-texts.ts'
import { formatOf, rootAttributesOf } from './formats/formats.ts'
import { dashedNumber, documentNumberOf, seriesAt } from './numbering.ts'
import { TYPE_FACTS, typeFactsOf } from './type-facts.ts'
import type { PreparedContent } from './xml.ts'

/** The document that a draft modifies or rests on, when its number is one. */
export function relatedNumbers(draft: Draft): readonly SeriesNumber[] {
  const reference = referenceOf(draft)
  return reference
    ? [{ series: seriesAt(reference.type, reference.number), sequence: BigInt(reference.number.secuencial) }]
    : []
}

/**
 * A draft as a document: written in the official names, computed, checked against its format table and every rule. All faults
 * come back at once, in the client's own names; the document only when none of them is an error.
 */
export function prepare(draft: Draft, context: PrepareContext): Preparation {
  const type = typeFactsOf(draft.type)
  const family = familyOf(draft.type)
  const format = formatOf(draft.type, type?.version)
  if (!type || !family || !format) return { faults: [unknownType(draft.type)], document: undefined }

  const sources = sourcesOf(draft, type, context)
  inexactNumbers(draft, '', 'ec', sources.faults)
  const content = family.contentOf(sources)
  settleLists(content, format.root)
  unwrapTexts(content)
  const broken = [...family.compute(content, sources), ...family.check(content, sources)]

  const pathOf = (official: string) =>
    keptPlaceOf(official, sources) ?? clientPath(draft, official, family.neutralNames)
  const faults = [
    ...sources.faults,
    ...numberFaults(sources),
    ...buyerFaults(draft),
    ...dateFaults(sources),
    ...sizeFaults(content),
    ...broken.map((fault) => ({ ...fault, path: pathOf(fault.path) })),
  ]
  const all = [...withoutEchoes(formatFaults(format, content), faults, sources, family, pathOf), ...faults]
  return { faults: all, document: isAcceptable(all) ? documentOf(content, sources, family, all) : undefined }
}

function documentOf(content: Tree, sources: Sources, family: Family, warnings: readonly Fault[]): PreparedDocument {
  const { draft, type, context, settings, original } = sources
  const summary = family.summaryOf(content, sources)
  const number = documentNumberOf(context.correcting?.number ?? draft.number ?? '')
  const prepared: PreparedContent = {
    content: content,
    formerKey: context.correcting?.stamp.accessKey,
    signatureDigest: settings.signatureDigest ?? 'sha1',
  }
  const waits = type.isNote && original !== undefined && WAITING.has(original.state)
  return {
    type: type.code,
    number: number && dashedNumber(number),
    series: seriesAt(type.code, number ?? pointOf(content, sources)),
    ...summary,
    issueDate: summary.issueDate ?? context.today,
    follows: waits ? summary.refersTo : undefined,
    warnings,
    content: prepared,
  }
}

/** States of an original that SRI may still authorise: a note over it waits, because SRI looks for the original. */
const WAITING: ReadonlySet<string> = new Set(['signed', 'sent', 'failed'])

function pointOf(content: Tree, sources: Sources) {
  const taxInformation = groupFor(content, 'infoTributaria')
  const point = emissionPointOf(sources)
  return {
    estab: textAt(taxInformation, 'estab') ?? point.estab,
    ptoEmi: textAt(taxInformation, 'ptoEmi') ?? point.ptoEmi,
  }
}

/** What is written only when the document is signed. */
const PENDING: ReadonlySet<string> = new Set(['infoTributaria.secuencial', 'infoTributaria.claveAcceso'])

function formatFaults(format: Format, content: Tree): readonly Fault[] {
  return checkContent(format, { ...rootAttributesOf(format), ...content }, undefined, PENDING)
}

/**
 * Leaves out what merely follows from another fault: a figure that Emite computes from parts that are wrong is wrong or missing too,
 * and saying so would send the client to a field that needs no change.
 */
function withoutEchoes(
  faults: readonly Fault[],
  others: readonly Fault[],
  { draft }: Sources,
  family: Family,
  pathOf: (official: string) => string,
): readonly Fault[] {
  const mapped = faults.map((fault) => ({ ...fault, path: pathOf(fault.path) }))
  const causes = mapped.filter(({ path }, i) => !family.isComputed?.(faults[i]?.path ?? '') || isStated(draft, path))
  return isAcceptable([...causes, ...others]) ? mapped : causes
}

const TYPES = TYPE_FACTS.map(({ code }) => code)

function unknownType(type: string): Fault {
  return {
    code: 'type-unknown',
    path: 'type',
    severity: 'error',
    message: {
      es: `No hay comprobante electrónico de tipo ${type}: los tipos son ${TYPES.join(', ')}.`,
      en: `There is no electronic document of type ${type}: the types are ${TYPES.join(', ')}.`,
    },
    source: 'SRI, Ficha técnica offline v2.32 (oct-2025), table 3',
  }
}
