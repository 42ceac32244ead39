import type { Fault } from '../../../domain/fault.ts'
import { groupFor, textAt, type Tree } from '../../content/tree.ts'
import { issuerContent } from './issuer.ts'
import { breachesOf, sriCode, type Rule } from './rule.ts'
import type { Sources } from './sources.ts'

/** What `infoTributaria` may not say, whatever the block gave: another issuer, type or environment. Official paths. */
export function issuerFaults(content: Tree, sources: Sources): readonly Fault[] {
  return breachesOf([MISMATCH], {
    stated: groupFor(content, 'infoTributaria'),
    expected: groupFor(issuerContent(sources), 'infoTributaria'),
  })
}

interface Issuance {
  readonly stated: Tree
  readonly expected: Tree
}

const MISMATCH: Rule<Issuance> = {
  code: 'tax-information-mismatch',
  severity: 'error',
  source: sriCode('58', 'clave de acceso'),
  check({ stated, expected }, breach) {
    for (const name of ['ambiente', 'tipoEmision', 'ruc', 'codDoc']) {
      const own = textAt(stated, name)
      const right = textAt(expected, name)
      if (own === undefined || right === undefined || own === right) continue
      breach(`infoTributaria.${name}`, `Aquí va ${right}, o nada.`, `${right} belongs here, or nothing.`)
    }
  },
}
