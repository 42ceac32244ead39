/** From here on fewer than six decimals would be left of fifteen digits. */
const LARGEST_ROUNDED = 1e9

/** No field of a draft has more. */
const MOST_DECIMALS = 8

/** As far as numbers are looked for in it. */
interface Shape {
  readonly type?: unknown
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
}

/**
 * A body whose JSON numbers are such as people write, at any depth: programs that reckon in binary send 0.30000000000000004 for 0.30,
 * 1.4e-14 for nothing and 0.3333333333333333 for a third. Larger numbers stay as they are, to be refused: rounding them could change an
 * amount. So do those that the schema wants whole, and what is less than nothing: no contract takes either.
 */
export function carriedNumbers(value: unknown, schema: Shape = {}): unknown {
  if (typeof value === 'number') return schema.type === 'integer' ? value : carried(value)
  if (Array.isArray(value)) return value.map((each) => carriedNumbers(each, schema.items))
  if (value === null || typeof value !== 'object') return value
  const { properties = {} } = schema
  const members = Object.entries(value).map(([name, member]) => {
    return [name, carriedNumbers(member, Object.hasOwn(properties, name) ? properties[name] : undefined)]
  })
  return Object.fromEntries(members)
}

function carried(value: number): number {
  if (Math.abs(value) >= LARGEST_ROUNDED) return value
  const rounded = Number(Number(value.toPrecision(15)).toFixed(MOST_DECIMALS))
  return rounded === 0 && value < 0 ? value : rounded
}
