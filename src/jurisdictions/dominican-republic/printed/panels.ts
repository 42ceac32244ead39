import type { PrintedFact, PrintedPanel } from '../../../domain/printed-page.ts'

/** A block of facts, half a page wide; none when there is nothing in it. */
export function panel(title: string | undefined, facts: readonly PrintedFact[]): readonly PrintedPanel[] {
  return facts.length === 0 ? [] : [{ title, facts, width: 'half' }]
}

/** Two to a row; one that is left without a neighbour takes the whole row. */
export function sideBySide(panels: readonly PrintedPanel[]): readonly PrintedPanel[] {
  const isLonely = (index: number) => index % 2 === 0 && index === panels.length - 1
  return panels.map((each, index) => (isLonely(index) ? { ...each, width: 'full' } : each))
}

/** The same facts, standing out. */
export function strong(facts: readonly PrintedFact[]): readonly PrintedFact[] {
  return facts.map((fact) => ({ ...fact, strong: true }))
}

/** What is told rate by rate, unless the sums say it all already, as they do where there is one rate. */
export function unlessSame(byRate: readonly PrintedFact[], sums: readonly PrintedFact[]): readonly PrintedFact[] {
  return byRate.every(({ value }) => sums.some((sum) => sum.value === value)) ? [] : byRate
}
