import type { FaultTraits } from './traits.ts'

const RECEPTION = ['validarComprobante']
const AUTHORISATION = ['autorizacionComprobante']
const OFFLINE = [...RECEPTION, ...AUTHORISATION]

/** What goes wrong at SRI only. */
export const SRI_FAULTS = {
  'soap-fault': {
    moment: 'service',
    about: '500 with a soap:Fault in place of an answer; nothing is recorded.',
    services: [...OFFLINE, 'consultarEstadoAutorizacionComprobante'],
  },
  returned: {
    moment: 'service',
    about: 'DEVUELTA with `code` (50 unless given), whatever the document says; nothing is taken.',
    services: RECEPTION,
  },
  registered: {
    moment: 'service',
    about: 'The document is taken, and the answer is DEVUELTA 43, as after a first request whose answer was lost.',
    services: RECEPTION,
  },
  held: {
    moment: 'service',
    about:
      'The document is taken and not decided for as long as it lasts: no authorisation, and 70 when it is sent again.',
    services: OFFLINE,
    lasts: true,
  },
  silent: {
    moment: 'service',
    about: 'Authorisation answers with no autorizacion, as if it knew nothing.',
    services: AUTHORISATION,
  },
  'in-progress': {
    moment: 'service',
    about: 'Authorisation says EN PROCESO for as long as it lasts.',
    services: AUTHORISATION,
    lasts: true,
  },
  'no-authorisations': {
    moment: 'service',
    about: 'Authorisation answers without the elements numeroComprobantes and autorizaciones.',
    services: AUTHORISATION,
  },
  'not-authorised': {
    moment: 'service',
    about: 'NO AUTORIZADO with `code` (52 unless given), whatever the document says.',
    services: RECEPTION,
    lasts: true,
  },
  history: {
    moment: 'service',
    about: 'Authorisation tells every decision on the key, oldest first, and not the last one only.',
    services: AUTHORISATION,
    lasts: true,
  },
  escaped: {
    moment: 'service',
    about: 'The document in the answer is escaped text in place of CDATA.',
    services: AUTHORISATION,
    lasts: true,
  },
  prefixed: {
    moment: 'service',
    about: 'The right answer with other prefixes, an XML declaration and line breaks between the elements.',
    services: OFFLINE,
    lasts: true,
  },
} satisfies Readonly<Record<string, FaultTraits>>
