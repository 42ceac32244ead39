/**
 * Seconds that `Prefer: wait=N` (RFC 7240) asks to hold the answer back, at most `longest`: what lies beyond is honoured as far as
 * it goes. Undefined without that preference.
 */
export function preferredWait(prefer: string | undefined, longest: number): number | undefined {
  const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i.exec(prefer ?? '')?.[1]
  return seconds === undefined ? undefined : Math.min(Number(seconds), longest)
}
