/** Colours of a page, each as `#rrggbb`. */
export interface Palette {
  /** Legible on white and on the tint, and under white text: a contrast of at least 4.5 : 1 (WCAG AA). */
  readonly accent: string
  /** The accent, so faint that any text is legible on it. */
  readonly tint: string
  readonly ink: string
  readonly quiet: string
  readonly rule: string
}

const PLAIN_ACCENT = '#1d3d5c'
const LEAST_CONTRAST = 4.5
/** How much white there is in a tint. */
const FAINT = 0.935

/** The colours of an issuer's page. A colour that is too light is darkened, in its own hue, until it is legible. */
export function paletteOf(colour: string | undefined, isInBlack = false): Palette {
  // A till's printer has one colour, and what is not black comes out as dots.
  if (isInBlack) return { accent: '#000000', tint: '#ffffff', ink: '#000000', quiet: '#000000', rule: '#000000' }
  const accent = legible(parse(colour) ?? parse(PLAIN_ACCENT) ?? [0, 0, 0])
  const tint = accent.map((channel) => channel + (255 - channel) * FAINT)
  return { accent: hex(accent), tint: hex(tint), ink: '#16191d', quiet: '#5a6270', rule: '#d5dae1' }
}

/** How loud a standing is, as a colour that white is legible on and that is legible on its own tint. */
export function faintOf(colour: string): string {
  return hex((parse(colour) ?? [0, 0, 0]).map((channel) => channel + (255 - channel) * 0.9))
}

export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminance(parse(one) ?? []), luminance(parse(other) ?? [])].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

type Channels = readonly number[]

function legible(channels: Channels): Channels {
  const on = channels.map((channel) => channel + (255 - channel) * FAINT)
  const isLegible =
    1.05 / (luminance(channels) + 0.05) >= LEAST_CONTRAST && contrastOf(hex(channels), hex(on)) >= LEAST_CONTRAST
  return isLegible ? channels : legible(channels.map((channel) => Math.floor(channel * 0.94)))
}

/** @source W3C, WCAG 2.2, definition of relative luminance */
function luminance(channels: Channels): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function parse(colour: string | undefined): Channels | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? '')) return undefined
  return [1, 3, 5].map((at) => parseInt(colour?.slice(at, at + 2) ?? '0', 16))
}

function hex(channels: Channels): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}
