import type { House } from './compose.ts'
import { type MailObservation, MailSender } from './worker/mail-sender.ts'
import { WorkerLoop } from './worker/worker-loop.ts'

// Mails of one process at the same time. Each holds its PDF and its XML while it is sent.
const CONCURRENCY = 32

/** Sends mail until it is stopped, beside the worker and out of its way. */
export function mailLoop(house: House): WorkerLoop {
  const { clock, feed, log } = house
  const observe = (observation: MailObservation): void => {
    observed(house, observation)
    // A hand is free: its account may have more.
    loop.wake()
  }
  const sender = new MailSender({ ...house, observe })
  const loop = new WorkerLoop({
    worker: sender,
    work: { nextDue: () => sender.nextDue(), onWork: (wake) => feed.onFeed(wake) },
    clock,
    concurrency: CONCURRENCY,
    onError: (where, error) => log.error({ err: error, where }, 'sending mail failed'),
    chores: [],
  })
  return loop
}

/** One line and one count a try: ids and outcomes, never addresses or contents. */
function observed({ log, metrics }: House, { item, outcome, error }: MailObservation): void {
  const facts = { mailId: item.id, documentId: item.documentId, attempt: item.tries + 1, outcome }
  if (outcome === 'broken') log.error({ ...facts, err: error }, 'a mail broke; it is tried again')
  else log.info(facts, 'mail tried')
  metrics.mailed({ outcome })
}
