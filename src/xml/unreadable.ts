/** Why XML from outside was not read. */
export type UnreadableCode =
  | 'empty'
  | 'too-large'
  | 'too-deep'
  | 'too-many-nodes'
  | 'too-many-attributes'
  | 'not-utf8'
  | 'unsupported-version'
  | 'doctype'
  | 'malformed'
  | 'duplicate-id'

/** XML from outside that is not well-formed, or that we refuse to read whatever it says. */
export class UnreadableXml extends Error {
  readonly code: UnreadableCode
  /** Line of the file, from 1, where the trouble has a place. */
  readonly line: number | undefined

  constructor(code: UnreadableCode, message: string, line?: number, options?: ErrorOptions) {
    super(line === undefined ? message : `line ${line}: ${message}`, options)
    this.name = 'UnreadableXml'
    this.code = code
    this.line = line
  }
}
