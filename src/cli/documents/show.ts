import type { Command } from 'commander'
import type { Document, DocumentEvent, Explanation } from '../../domain/document.ts'
import type { Bilingual } from '../../domain/fault.ts'
import { actionsOf } from '../../journey/journey.ts'
import { printingCommandOf } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { type HouseOptions, inHouse, withHouseOptions } from '../house.ts'
import { type TenantOptions, tenantOf, withEnvironment, withTenant } from '../operator.ts'
import { plainText } from '../output/plain-text.ts'
import { print, type PrintOptions } from '../output/print.ts'
import { pairsText, tableText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { documentNamed, type DocumentOptions, withDocument } from './document-named.ts'

type Options = HouseOptions & TenantOptions & DocumentOptions & PrintOptions

interface Whole {
  readonly document: Document
  readonly typeName: Bilingual | undefined
  readonly timeline: readonly DocumentEvent[]
  readonly explanations: readonly Explanation[]
  readonly actions: readonly string[]
}

/** `emite documents show DOCUMENT`: where a document stands, how it came there, and what can be done. */
export function showDocument(shell: Shell): Command {
  const page = {
    name: 'show',
    about: {
      es: 'Muestra un documento, su historia y lo que respondió la administración tributaria.',
      en: 'Shows a document, its history and what the tax authority answered.',
    },
    examples: [
      'documents show E310000000001',
      'documents show 001-001-000000123 --type 01',
      'documents show 0199aa00-0000-7000-8000-000000000000 --json',
    ],
  }
  const command = withEnvironment(withTenant(printingCommandOf(shell, page), shell), shell, 'optional')
  return withDocument(withHouseOptions(command, shell), shell).action(async (wanted: string, options: Options) => {
    const whole = await inHouse(shell, options, async (house): Promise<Whole> => {
      const { id: tenantId } = await tenantOf(house, options)
      const document = await documentNamed(house, tenantId, wanted, options)
      const jurisdiction = house.jurisdictions.find(({ code }) => code === document.jurisdiction)
      return {
        document,
        typeName: jurisdiction?.documentTypes.find(({ code }) => code === document.type)?.name,
        timeline: await house.documents.timeline(tenantId, document.id),
        explanations: jurisdiction?.explain(document.verdict?.messages ?? []) ?? [],
        actions: actionsOf(document),
      }
    })
    print(shell, options, whole, () => textOf(shell, whole))
    shell.end(EXIT.ok)
  })
}

function textOf(shell: Shell, { document, typeName, timeline, explanations, actions }: Whole): string {
  const facts = pairsText(shell, [
    [{ es: 'Número', en: 'Number' }, document.number],
    [{ es: 'Tipo', en: 'Type' }, [document.type, typeName && shell.say(typeName)].filter(Boolean).join(' · ')],
    [{ es: 'Id', en: 'Id' }, document.id],
    [{ es: 'Estado', en: 'State' }, document.state],
    [{ es: 'Condición', en: 'Condition' }, document.condition],
    [{ es: 'Motivo', en: 'Reason' }, document.reason],
    [{ es: 'Ambiente', en: 'Environment' }, document.environment],
    [{ es: 'Emisor', en: 'Issuer' }, document.issuerTaxId],
    [{ es: 'Comprador', en: 'Buyer' }, [document.buyerTaxId, document.buyerName].filter(Boolean).join(' ')],
    [{ es: 'Fecha', en: 'Date' }, document.issueDate],
    [{ es: 'Total', en: 'Total' }, `${document.total} ${document.currency}`],
    [{ es: 'Código de seguridad', en: 'Security code' }, document.stamp.securityCode],
    [{ es: 'Timbre', en: 'Stamp' }, document.stamp.url],
    [{ es: 'Clave de acceso', en: 'Access key' }, document.stamp.accessKey],
    [{ es: 'Recibo', en: 'Receipt' }, document.receipt?.id],
    [{ es: 'Autorización', en: 'Authorisation' }, document.verdict?.authorization],
    [{ es: 'Decidido', en: 'Decided' }, document.verdict?.decidedAt],
    [{ es: 'A entregar antes de', en: 'Due by' }, document.dueAt],
    [{ es: 'Se puede', en: 'Can be' }, actions.join(', ')],
  ])
  const answers = explanations.map((each) => explanationText(shell, each)).join('')
  const history = tableText(shell, [
    { title: { es: 'Cuándo', en: 'When' }, of: ({ at }) => at },
    { title: { es: 'Quién', en: 'Who' }, of: ({ actor }) => actor },
    { title: { es: 'Qué', en: 'What' }, of: ({ kind }) => kind },
    { title: { es: 'Quedó', en: 'Became' }, of: ({ to }) => to },
  ], timeline) // prettier-ignore
  return `${facts}${answers === '' ? '' : `\n${answers}`}\n${history}`
}

function explanationText(shell: Shell, { code, text, meaning, cause, remedy }: Explanation): string {
  const head = shell.terminal.styled('bold', plainText(`${code} ${text}`.trim()))
  const words = [meaning, cause, remedy].map((each) => plainText(shell.say(each))).filter((each) => each !== '')
  return [head, ...words.map((each) => `  ${each}`)].join('\n').concat('\n')
}
