import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What Emite counts. Names and labels are permanent; no label holds anything of a client. */
export interface Metrics {
  /** A request was answered, after `seconds`. `route` is the pattern, never the address. */
  answered(request: { method: string; route: string; status: number }, seconds: number): void
  /** A document changed its state. */
  moved(transition: { jurisdiction: string; type: string; from: string; to: string }): void
  /** An exchange with an authority ended, after `seconds`. */
  exchanged(call: { jurisdiction: string; service: string; outcome: string }, seconds: number): void
  /** A webhook's request ended, after `seconds`. */
  sent(webhook: { outcome: string }, seconds: number): void
  /** A try to send a mail ended: `pending` when it is tried again. */
  mailed(mail: { outcome: string }): void
  /** Asks for a figure, such as the length of the queue, whenever the metrics are read. */
  watch(figure: { name: string; help: string; read: () => number | Promise<number> }): void
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Metrics with a registry of their own, so that two servers in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const answers = new Histogram({
    name: 'emite_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const transitions = new Counter({
    name: 'emite_document_transitions_total',
    help: 'Documents that went from one state to another.',
    labelNames: ['jurisdiction', 'type', 'from', 'to'],
    registers,
  })
  const exchanges = new Histogram({
    name: 'emite_authority_exchange_seconds',
    help: 'Time of an exchange with an authority.',
    labelNames: ['jurisdiction', 'service', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const webhooks = new Histogram({
    name: 'emite_webhook_request_seconds',
    help: 'Time of a request to a webhook.',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  })
  const mails = new Counter({
    name: 'emite_mail_tries_total',
    help: 'Tries to send a mail, by what became of the mail.',
    labelNames: ['outcome'],
    registers,
  })
  const started = new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start of the process, in seconds since 1970.',
    registers,
  })
  started.set(performance.timeOrigin / 1000)
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process.',
    registers,
    collect(this: Gauge) {
      this.set(process.memoryUsage.rss())
    },
  })

  return {
    answered: ({ method, route, status }, seconds) => answers.observe({ method, route, status }, seconds),
    moved: (transition) => transitions.inc({ ...transition }),
    exchanged: (call, seconds) => exchanges.observe({ ...call }, seconds),
    sent: ({ outcome }, seconds) => webhooks.observe({ outcome }, seconds),
    mailed: (mail) => mails.inc({ ...mail }),
    watch: ({ name, help, read }) => {
      new Gauge({
        name,
        help,
        registers,
        async collect(this: Gauge) {
          this.set(await read())
        },
      })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
