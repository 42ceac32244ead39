import type { Bilingual } from '../domain/fault.ts'
import type { RefusalCode } from '../domain/refusal.ts'

/** Every code a problem may have: the refusals, and what only the door itself can find wrong. */
export type ProblemCode =
  | RefusalCode
  | 'invalid-document'
  | 'invalid-parameters'
  | 'certificate-refused'
  | 'method-not-allowed'
  | 'unsupported-media-type'
  | 'internal'

/** How a code is answered, and what the reader should do about it. */
export interface ProblemKind {
  readonly status: number
  readonly title: Bilingual
  readonly remedy: Bilingual
}

/** The one table from codes to answers. Codes are permanent; titles may be reworded. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  'malformed-json': kind(
    400,
    ['El cuerpo no es JSON válido.', 'The body is not valid JSON.'],
    ['Corrija el JSON en la posición indicada. Debe estar en UTF-8.', 'Mend the JSON where told. It must be UTF-8.'],
  ),
  'invalid-parameters': kind(
    400,
    [
      'La dirección o las cabeceras tienen un parámetro no válido.',
      'The address or the headers have a parameter that is not valid.',
    ],
    ['Corrija cada parámetro de `faults`.', 'Correct each parameter in `faults`.'],
  ),
  unauthenticated: kind(
    401,
    ['Falta una clave válida.', 'A valid key is missing.'],
    [
      'Envíe `Authorization: Bearer emk_…` con una clave vigente.',
      'Send `Authorization: Bearer emk_…` with a key that is in force.',
    ],
  ),
  'quota-exceeded': kind(
    402,
    ['El plan no incluye más documentos en este ciclo.', 'The plan includes no more documents in this cycle.'],
    [
      'Espere al ciclo siguiente, o pida a quien opera Emite un plan mayor. No se usó ningún número; repita la misma solicitud.',
      'Wait for the next cycle, or ask who operates Emite for a larger plan. No number was used; repeat the same request.',
    ],
  ),
  forbidden: kind(
    403,
    ['La clave no tiene permiso para esto.', 'The key is not allowed to do this.'],
    ['Use una clave con el permiso indicado.', 'Use a key that has the scope named.'],
  ),
  'not-found': kind(
    404,
    ['No existe.', 'There is no such thing.'],
    [
      'Revise la dirección y el id. Lo de otra cuenta o de otro ambiente no existe para esta clave.',
      'Check the address and the id. What belongs to another account or environment does not exist for this key.',
    ],
  ),
  'method-not-allowed': kind(
    405,
    ['Este recurso no admite ese método.', 'This resource does not take that method.'],
    ['Use uno de los métodos de la cabecera `Allow`.', 'Use one of the methods in the `Allow` header.'],
  ),
  'idempotency-conflict': kind(
    409,
    ['La clave de idempotencia se usó con otra solicitud.', 'The idempotency key was used with another request.'],
    [
      'Repita exactamente la primera solicitud, o use una clave nueva para una solicitud nueva.',
      'Repeat the first request exactly, or use a new key for a new request.',
    ],
  ),
  'duplicate-external-id': kind(
    409,
    ['El `externalId` pertenece a otro documento.', 'The `externalId` belongs to another document.'],
    ['Busque ese documento, o use otro `externalId`.', 'Look that document up, or use another `externalId`.'],
  ),
  'duplicate-number': kind(
    409,
    ['El número fiscal ya está tomado.', 'The fiscal number is taken.'],
    ['Use otro número, o deje que Emite tome el siguiente.', 'Use another number, or let Emite take the next one.'],
  ),
  'state-conflict': kind(
    409,
    ['El estado actual no lo permite.', 'The present state does not allow it.'],
    [
      'Lea el recurso de nuevo; `actions` dice qué se puede hacer.',
      'Read the resource again; `actions` tells what can be done.',
    ],
  ),
  'no-certificate': kind(
    409,
    ['El emisor no tiene certificado.', 'The issuer has no certificate.'],
    ['Cargue un certificado para el emisor.', 'Upload a certificate for the issuer.'],
  ),
  'certificate-expired': kind(
    409,
    ['El certificado del emisor venció.', "The issuer's certificate has expired."],
    ['Renuévelo con su entidad certificadora y cárguelo.', 'Renew it with its certification authority and upload it.'],
  ),
  'certificate-not-yet-valid': kind(
    409,
    ['El certificado del emisor aún no es válido.', "The issuer's certificate is not valid yet."],
    [
      'Espere, o cargue uno vigente; revise el reloj del servidor.',
      "Wait, or upload one in force; check the server's clock.",
    ],
  ),
  'range-missing': kind(
    409,
    ['No hay un rango de números para este tipo.', 'There is no range of numbers for this type.'],
    ['Cargue el rango autorizado.', 'Load the authorised range.'],
  ),
  'range-exhausted': kind(
    409,
    ['El rango de números se agotó.', 'The range of numbers is exhausted.'],
    [
      'Solicite otro rango a la administración tributaria y cárguelo.',
      'Request another range from the tax authority and load it.',
    ],
  ),
  'range-expired': kind(
    409,
    ['El rango de números venció.', 'The range of numbers has expired.'],
    [
      'Solicite otro rango a la administración tributaria y cárguelo.',
      'Request another range from the tax authority and load it.',
    ],
  ),
  'payload-too-large': kind(
    413,
    ['La solicitud es demasiado grande.', 'The request is too large.'],
    ['Divídala.', 'Divide it.'],
  ),
  'unsupported-media-type': kind(
    415,
    ['El tipo de contenido no se admite aquí.', 'The content type is not taken here.'],
    [
      'Envíe `Content-Type: application/json` en UTF-8, o el que indique la operación.',
      'Send `Content-Type: application/json` in UTF-8, or the one the operation names.',
    ],
  ),
  'invalid-document': kind(
    422,
    ['El documento no cumple todas las reglas.', 'The document does not keep all of the rules.'],
    ['Corrija cada falta de `faults`; están todas.', 'Correct each of the `faults`; they are all there.'],
  ),
  'invalid-request': kind(
    422,
    ['La solicitud tiene datos no válidos.', 'The request has data that is not valid.'],
    ['Corrija cada falta de `faults`.', 'Correct each of the `faults`.'],
  ),
  'no-issuer': kind(
    422,
    ['No se sabe quién emite.', 'It is not known who issues.'],
    [
      'Indique en `issuer` un emisor de esta cuenta y ambiente.',
      'Name in `issuer` an issuer of this account and environment.',
    ],
  ),
  'number-outside-range': kind(
    422,
    ['El número no pertenece a un rango autorizado.', 'The number is in no authorised range.'],
    ['Use un número de un rango cargado.', 'Use a number of a range that is loaded.'],
  ),
  'certificate-refused': kind(
    422,
    ['El certificado no sirve para firmar.', 'The certificate cannot sign.'],
    ['`faults` dice por qué y qué hacer.', '`faults` tells why and what to do.'],
  ),
  'rate-limited': kind(
    429,
    ['Demasiadas solicitudes.', 'Too many requests.'],
    ['Espere los segundos de `Retry-After`.', 'Wait the seconds of `Retry-After`.'],
  ),
  internal: kind(
    500,
    ['Error interno.', 'Internal error.'],
    [
      'Repórtelo con el `requestId`. Repetir es seguro con la misma clave de idempotencia.',
      'Report it with the `requestId`. Trying again is safe with the same idempotency key.',
    ],
  ),
  'cannot-unseal': kind(
    503,
    ['Lo que se guarda sellado no se puede abrir.', 'What is kept sealed cannot be opened.'],
    [
      'Avise a quien opera Emite: falta la clave maestra con la que se selló. Corregido eso, repita la misma solicitud.',
      'Tell who operates Emite: the master key that sealed it is missing. Once that is mended, repeat the same request.',
    ],
  ),
  unavailable: kind(
    503,
    ['No disponible por el momento.', 'Not available at the moment.'],
    [
      'Repita tras los segundos de `Retry-After`, con la misma clave de idempotencia.',
      'Try again after the seconds of `Retry-After`, with the same idempotency key.',
    ],
  ),
}

function kind(status: number, title: readonly [string, string], remedy: readonly [string, string]): ProblemKind {
  return { status, title: { es: title[0], en: title[1] }, remedy: { es: remedy[0], en: remedy[1] } }
}
