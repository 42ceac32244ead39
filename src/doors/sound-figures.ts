interface AtField {
  readonly field: string
}

/**
 * What is said of figures, without what was computed from stand-ins: a line that cannot be read says nothing of itself, and spoils all
 * sums.
 *
 * @param unread fields that cannot be read and that figures are computed from
 */
export function soundFigures<Problem extends AtField>(
  problems: readonly Problem[],
  unread: readonly string[],
): readonly Problem[] {
  const spoilt = new Set(unread.map((field) => LINE.exec(field)?.[0] ?? field))
  return problems.filter(({ field }) => {
    const line = LINE.exec(field)?.[0]
    if (line === undefined) return spoilt.size === 0
    return !spoilt.has(line) && !spoilt.has(LINES)
  })
}

const LINES = 'lines'
const LINE = /^lines\[\d+\]/
