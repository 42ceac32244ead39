/** How much XML from outside may ask of us. */
export interface XmlLimits {
  readonly maxSizeBytes: number
  /** Elements within elements, the root included. The parser itself stops at 256. */
  readonly maxDepth: number
  /** Elements, attributes, comments, CDATA sections and processing instructions together. */
  readonly maxNodes: number
  /** Of one element; also the namespaces that may be in force at once. Canonicalising takes the square of either. */
  readonly maxAttributes: number
}

/** Room for an invoice of 10,000 lines, the most any official schema allows; bombs stop long before it hurts. */
export const DEFAULT_LIMITS: XmlLimits = {
  maxSizeBytes: 10_000_000,
  maxDepth: 64,
  maxNodes: 400_000,
  maxAttributes: 64,
}
