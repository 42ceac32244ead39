/** What a field lies in: `items[0].taxes`, `items[0]` and `items` of `items[0].taxes[1]`. */
export function holdersOf(field: string): readonly string[] {
  return [...field.matchAll(/[.[]/g)].map(({ index }) => field.slice(0, index))
}
