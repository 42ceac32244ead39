/** Where the launcher tells what it does. A pino logger fits. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}
