import { Refusal } from '../domain/refusal.ts'

/** What an address answers behind which there is nothing, or nothing for whoever asks. */
export function nothingHere(): Refusal {
  return new Refusal('not-found', {
    es: 'No hay nada en esta dirección. La API se describe en /docs.',
    en: 'There is nothing at this address. The API is described at /docs.',
  })
}
