import type { FaultTraits } from './traits.ts'

const STATUS = ['obtenerestatus', 'ventanasmantenimiento', 'verificarestado']

/** What can go wrong on the way to any authority. */
export const NETWORK_FAULTS = {
  down: { moment: 'connection', about: 'The connection is destroyed before the request is read.' },
  maintenance: {
    moment: 'arrival',
    about: '503; the status services go on, and say that the environment is in maintenance.',
    spares: STATUS,
  },
  latency: { moment: 'arrival', about: 'Waits `ms` before anything happens.' },
  firewall: {
    moment: 'arrival',
    about: 'HTML with `status` (403 unless given) in place of an answer; nothing is recorded.',
  },
  'cut-before': {
    moment: 'arrival',
    about: 'The connection is destroyed after the request was read; nothing is recorded.',
  },
  'error-before': { moment: 'arrival', about: 'A 5xx (`status`, 500 unless given); nothing is recorded.' },
  'cut-after': {
    moment: 'answer',
    about: 'The request is recorded, then the connection is destroyed without an answer.',
  },
  'error-after': {
    moment: 'answer',
    about: 'The request is recorded and answered with a 5xx (`status`, 500 unless given).',
  },
  truncated: { moment: 'answer', about: 'Only the first half of the answer arrives, as a complete HTTP message.' },
  'wrong-content-type': { moment: 'answer', about: 'The right answer, labelled text/html.' },
  trickle: { moment: 'answer', about: 'The answer arrives byte by byte over `ms`.' },
} satisfies Readonly<Record<string, FaultTraits>>
