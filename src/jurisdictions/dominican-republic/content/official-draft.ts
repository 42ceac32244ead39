import type { Draft } from '../../../domain/draft.ts'
import { groupAt, groupsAt, textAt, type Tree } from '../../content/tree.ts'
import { formatOf } from '../formats/formats.ts'
import { OMIT } from './omission.ts'

/**
 * A document given in the official names as a draft: everything goes through the `do` blocks, so that each text reaches the XML
 * as it stands. What the document is silent about is left out, though the issuer's profile has it.
 */
export function officialDraft(type: string, number: string, tree: Tree): Draft {
  const { DetallesItems, ...rest } = tree
  const header = groupAt(rest, 'Encabezado')
  const idDoc = groupAt(header, 'IdDoc')
  const block = { ...rest, Encabezado: { ...header, IdDoc: without(idDoc, ['TipoeCF', 'eNCF']) } }
  const items = groupsAt(groupAt({ DetallesItems }, 'DetallesItems'), 'Item')
  const lines = items.map((item) => ({
    name: textAt(item, 'NombreItem') ?? '',
    quantity: textAt(item, 'CantidadItem') ?? '',
    unitPrice: textAt(item, 'PrecioUnitarioItem') ?? '',
    do: item,
  }))
  const omit = profileElements(type).filter((name) => groupAt(header, 'Emisor')?.[name] === undefined)
  const draft: Draft & { do: unknown } = {
    type,
    number,
    lines,
    do: { ...block, [OMIT]: omit.map((name) => `Encabezado.Emisor.${name}`) },
  }
  return draft
}

/** What an issuer's profile may add to a document: one that is silent about it wants it left out. */
function profileElements(type: string): readonly string[] {
  const header = formatOf(type)?.root.children?.find(({ name }) => name === 'Encabezado')
  const issuer = header?.children?.find(({ name }) => name === 'Emisor')
  return (issuer?.children ?? []).filter(({ required }) => !required).map(({ name }) => name)
}

function without(tree: Tree | undefined, names: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(tree ?? {}).filter(([name]) => !names.includes(name)))
}
