import type { Bilingual, Fault } from '../../domain/fault.ts'
import type { Logo } from '../../ports/printer.ts'

/** A picture that can be printed, or why it cannot. */
export type Picture =
  { readonly kind: 'printable'; readonly logo: Logo } | { readonly kind: 'refused'; readonly fault: Fault }

/** As stored as well as as sent: every PDF carries the logo, and every mail the PDF. */
export const MOST_LOGO_BYTES = 1024 * 1024

/** On each side: ten centimetres at 500 dots an inch. It bounds a decoded picture to 4 million pixels. */
export const MOST_SIDE_PX = 2000

export type PictureCode =
  | 'logo-empty'
  | 'logo-type'
  | 'logo-too-large'
  | 'logo-dimensions'
  | 'logo-damaged'
  | 'logo-encoding'
  | 'logo-colours'
  | 'logo-orientation'
  | 'logo-too-detailed'

/** The refusal a code stands for; `fact` is what was found, such as the type or the measures. */
export function refused(code: PictureCode, fact = ''): Picture {
  return { kind: 'refused', fault: { code, path: '', message: MESSAGES[code](fact), severity: 'error' } }
}

/** A refusal when the sides are none that can be printed. */
export function refusedSides(widthPx: number, heightPx: number): Picture | undefined {
  const fits = [widthPx, heightPx].every((side) => side >= 1 && side <= MOST_SIDE_PX)
  return fits ? undefined : refused('logo-dimensions', `${widthPx} × ${heightPx}`)
}

const MESSAGES: Readonly<Record<PictureCode, (fact: string) => Bilingual>> = {
  'logo-empty': () => ({
    es: 'El cuerpo está vacío: envíe los bytes del PNG o JPEG.',
    en: 'The body is empty: send the bytes of the PNG or JPEG.',
  }),
  'logo-type': (fact) => ({
    es: `Es ${fact || 'otro formato'}, y solo se imprimen PNG y JPEG. Ábralo en un programa de dibujo y expórtelo como PNG.`,
    en: `It is ${fact || 'another format'}, and only PNG and JPEG can be printed. Open it in a drawing program and export it as PNG.`,
  }),
  'logo-too-large': (fact) => ({
    es: `Tiene ${fact} bytes; el máximo es ${MOST_LOGO_BYTES} (1 MB). Redúzcalo: 800 píxeles de ancho se imprimen bien.`,
    en: `It has ${fact} bytes; the most is ${MOST_LOGO_BYTES} (1 MB). Make it smaller: 800 pixels of width print well.`,
  }),
  'logo-dimensions': (fact) => ({
    es: `Mide ${fact} píxeles; cada lado debe tener de 1 a ${MOST_SIDE_PX}. Redúzcalo: 800 de ancho se imprimen bien.`,
    en: `It measures ${fact} pixels; each side must have 1 to ${MOST_SIDE_PX}. Make it smaller: a width of 800 prints well.`,
  }),
  'logo-damaged': () => ({
    es: 'El archivo está dañado o incompleto. Ábralo, guárdelo de nuevo y envíelo entero.',
    en: 'The file is damaged or incomplete. Open it, save it again and send all of it.',
  }),
  'logo-encoding': (fact) => ({
    es: `Está codificado de un modo que los lectores de PDF no abren (${fact}). Guárdelo como JPEG común o como PNG.`,
    en: `It is encoded in a way that PDF readers do not open (${fact}). Save it as an ordinary JPEG or as PNG.`,
  }),
  'logo-colours': (fact) => ({
    es: `Sus colores son de imprenta (CMYK, ${fact} canales). Conviértalo a RGB y guárdelo de nuevo.`,
    en: `Its colours are a printing press's (CMYK, ${fact} channels). Convert it to RGB and save it again.`,
  }),
  'logo-orientation': (fact) => ({
    es: `Está guardado girado (orientación EXIF ${fact}) y se imprimiría así. Ábralo y guárdelo derecho.`,
    en: `It is saved turned (EXIF orientation ${fact}) and would be printed so. Open it and save it upright.`,
  }),
  'logo-too-detailed': (fact) => ({
    es: `Sin transparencia ocupa ${fact} bytes; el máximo es ${MOST_LOGO_BYTES} (1 MB). Reduzca sus medidas o guárdelo como JPEG.`,
    en: `Without transparency it takes ${fact} bytes; the most is ${MOST_LOGO_BYTES} (1 MB). Make it smaller or save it as JPEG.`,
  }),
}
