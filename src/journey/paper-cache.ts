/** Keeps what was printed, by its content, as long as there is room: the one used longest ago goes first. */
export interface PaperCache {
  /** What is kept under the key, else what `print` makes. Those who ask for the same at the same time share one print. */
  get(key: string, print: () => Promise<Uint8Array>): Promise<Uint8Array>
  /** What is kept, in bytes. */
  readonly sizeBytes: number
}

/** An empty cache of at most `mostBytes`, each paper counted with a little for its place. */
export function paperCache({ mostBytes }: { readonly mostBytes: number }): PaperCache {
  const kept = new Map<string, Uint8Array>()
  const printing = new Map<string, Promise<Uint8Array>>()
  let sizeBytes = 0

  function keep(key: string, bytes: Uint8Array): void {
    const own = wholeOf(bytes)
    if (placeOf(own) > mostBytes) return
    kept.set(key, own)
    sizeBytes += placeOf(own)
    for (const [oldest, paper] of kept) {
      if (sizeBytes <= mostBytes) return
      kept.delete(oldest)
      sizeBytes -= placeOf(paper)
    }
  }

  async function printed(key: string, print: () => Promise<Uint8Array>): Promise<Uint8Array> {
    try {
      // Not at once: a print that throws before it waits would be forgotten before it is noted.
      const bytes = await Promise.resolve().then(print)
      keep(key, bytes)
      return bytes
    } finally {
      printing.delete(key)
    }
  }

  return {
    get sizeBytes() {
      return sizeBytes
    },
    get(key, print) {
      const known = kept.get(key)
      if (known) {
        kept.delete(key)
        kept.set(key, known)
        return Promise.resolve(known)
      }
      const already = printing.get(key)
      if (already) return already
      const paper = printed(key, print)
      printing.set(key, paper)
      return paper
    },
  }
}

const PLACE_BYTES = 512

function placeOf({ byteLength }: Uint8Array): number {
  return byteLength + PLACE_BYTES
}

/** A piece of a larger buffer would keep all of it in memory. */
function wholeOf(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes)
}
