import { blockOf } from '../../../domain/draft.ts'
import type { Bilingual, Fault } from '../../../domain/fault.ts'
import { blockTree } from '../../content/block.ts'
import { groupAt, textAt, type Tree } from '../../content/tree.ts'
import type { Sources } from './sources.ts'

/** The `ec` block of a draft, ready to be laid over what the neutral fields made. */
export interface OfficialBlock {
  /** Everything but infoAdicional. */
  readonly official: Tree
  /** As it came: see `additional-information.ts`. */
  readonly additional: Tree[string]
}

/** Reads the `ec` block and sets apart what is not the client's to give: faults say where it goes instead. */
export function officialBlock({ draft, faults }: Pick<Sources, 'draft' | 'faults'>): OfficialBlock {
  const block = blockTree(blockOf(draft, 'ec'), 'ec', faults) ?? {}
  const { infoAdicional, ...official } = block
  for (const [name, message] of RESERVED) {
    if (official[name] === undefined) continue
    faults.push(reserved(name, message))
    Reflect.deleteProperty(official, name)
  }
  const taxInformation = groupAt(official, 'infoTributaria')
  for (const [name, message] of RESERVED_TAX_INFORMATION) {
    if (textAt(taxInformation, name) === undefined) continue
    faults.push(reserved(`infoTributaria.${name}`, message))
    if (taxInformation) Reflect.deleteProperty(taxInformation, name)
  }
  return { official, additional: infoAdicional }
}

const SIGNATURE_WRITES: Bilingual = { es: 'Esto lo escribe la firma.', en: 'The signature writes this.' }
const FORMAT_WRITES: Bilingual = { es: 'Esto lo escribe el formato.', en: 'The format writes this.' }
const LINES_ELSEWHERE: Bilingual = {
  es: 'Las líneas van en lines[n] y sus campos oficiales en lines[n].ec.',
  en: 'Lines go in lines[n], and their official fields in lines[n].ec.',
}
const NUMBER_ELSEWHERE: Bilingual = {
  es: 'El número completo va en number, como 001-001-000000123; sin él se toma el siguiente.',
  en: 'The whole number goes in number, such as 001-001-000000123; without it the next one is taken.',
}

const RESERVED: readonly (readonly [string, Bilingual])[] = [
  ['@id', FORMAT_WRITES],
  ['@version', FORMAT_WRITES],
  ['detalles', LINES_ELSEWHERE],
  ['Signature', SIGNATURE_WRITES],
]

const RESERVED_TAX_INFORMATION: readonly (readonly [string, Bilingual])[] = [
  ['claveAcceso', SIGNATURE_WRITES],
  ['secuencial', NUMBER_ELSEWHERE],
]

function reserved(name: string, message: Bilingual): Fault {
  return { code: 'block-reserved', path: `ec.${name}`, severity: 'error', message }
}
