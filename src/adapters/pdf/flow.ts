import type { Strip } from './ink.ts'

/** The part of a page that strips may fill, in points from its upper edge. */
export interface Frame {
  readonly top: number
  readonly bottom: number
}

export interface Placed {
  readonly strip: Strip
  readonly y: number
}

/** Pours strips into pages, from top to bottom. */
export class Flow {
  readonly pages: Placed[][] = [[]]
  /** Pages whose last table goes on on the next one. */
  readonly divided = new Set<number>()
  readonly #frameOf: (page: number) => Frame
  #at: Cursor

  constructor(frameOf: (page: number) => Frame) {
    this.#frameOf = frameOf
    this.#at = { page: 0, y: frameOf(0).top, isTop: true }
  }

  /** Where the next strip would go. */
  get end(): { readonly page: number; readonly y: number } {
    return this.#at
  }

  /** Whether strips one below another fit the page that is being filled. */
  hasRoom(strips: readonly Strip[]): boolean {
    const { page, y, isTop } = this.#at
    return y + heightOf(strips, isTop) <= this.#frameOf(page).bottom + TOLERANCE
  }

  /** Columns side by side, each as long as it is; what comes next begins below the longest. */
  add(...columns: readonly (readonly Strip[])[]): void {
    const ends = columns.map((strips) => this.#pour(strips, this.#at))
    this.#at = ends.reduce((last, end) => (isBelow(end, last) ? end : last), this.#at)
  }

  #pour(strips: readonly Strip[], from: Cursor): Cursor {
    let at = from
    for (let first = 0; first < strips.length;) {
      const group = this.#groupAt(strips, first)
      const opening = group[0]
      const hasRoom = at.y + heightOf(group, at.isTop) <= this.#frameOf(at.page).bottom + TOLERANCE
      if (!at.isTop && (!hasRoom || opening?.isFirst)) at = this.#nextPage(at, opening)
      for (const strip of group) at = this.#put(strip, at)
      first += group.length
    }
    return at
  }

  /** The strips from `first` on that must stay together; the first alone when together they would fit no page. */
  #groupAt(strips: readonly Strip[], first: number): readonly Strip[] {
    let end = first
    while (strips[end]?.isHeld && end + 1 < strips.length) end += 1
    const group = strips.slice(first, end + 1)
    const { top, bottom } = this.#frameOf(1)
    const head = group[0]?.head?.height ?? 0
    return heightOf(group, true) + head <= bottom - top ? group : group.slice(0, 1)
  }

  #nextPage(at: Cursor, opening: Strip | undefined): Cursor {
    const page = at.page + 1
    this.pages[page] ??= []
    const top: Cursor = { page, y: this.#frameOf(page).top, isTop: true }
    if (!opening?.head) return top
    this.divided.add(at.page)
    return { ...this.#put(opening.head, top), isTop: true }
  }

  #put(strip: Strip, at: Cursor): Cursor {
    const y = at.y + (at.isTop ? 0 : strip.gap)
    this.pages[at.page]?.push({ strip, y })
    return { page: at.page, y: y + strip.height, isTop: false }
  }
}

interface Cursor {
  readonly page: number
  readonly y: number
  /** Nothing but a repeated head is above. */
  readonly isTop: boolean
}

const TOLERANCE = 0.01

/** One below another; the first does without its gap at the top of a page. */
export function heightOf(strips: readonly Strip[], isTop: boolean): number {
  return strips.reduce((sum, { gap, height }, at) => sum + height + (isTop && at === 0 ? 0 : gap), 0)
}

function isBelow(one: Cursor, other: Cursor): boolean {
  return one.page > other.page || (one.page === other.page && one.y > other.y)
}
