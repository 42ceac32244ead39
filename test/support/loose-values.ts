/** What a JSON object holds, open to change. */
export type Loose = Record<string, unknown>

/** A copy with another value at a path such as `lines[0].name`, or without what stands there. */
export function changed(holder: unknown, path: string, value: unknown): unknown {
  return changedAt(holder, stepsOf(path), value)
}

/** A copy of a group without some of its members. */
export function except(group: object, names: readonly string[]): Loose {
  return Object.fromEntries(Object.entries(group).filter(([name]) => !names.includes(name)))
}

/** The path of every text below a value. */
export function leavesOf(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return [path]
  if (Array.isArray(value)) return value.flatMap((each, i) => leavesOf(each, `${path}[${i}]`))
  return Object.entries(value ?? {}).flatMap(([name, each]) => leavesOf(each, path === '' ? name : `${path}.${name}`))
}

/** The names and indices of a path. */
export function stepsOf(path: string): string[] {
  return Array.from(path.matchAll(/[^.[\]]+/g), ([step]) => step)
}

function changedAt(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(holder)) {
    const list: readonly unknown[] = holder
    return list.map((each, i) => (String(i) === step ? changedAt(each, rest, value) : each)).filter(isThere)
  }
  return { ...(holder as Loose), [step]: changedAt((holder as Loose | undefined)?.[step], rest, value) }
}

function isThere(value: unknown): boolean {
  return value !== undefined
}
