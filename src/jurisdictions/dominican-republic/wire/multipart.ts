import { createHash } from 'node:crypto'

/** A form of one file, ready to be sent. */
export interface Upload {
  readonly contentType: string
  readonly body: Uint8Array
}

/**
 * A form whose only part, `xml`, is exactly these bytes: nothing may change after signing, not even a line end.
 *
 * The boundary comes from the content, so sending a file again sends the same form again.
 */
export function xmlUpload(fileName: string, xml: Uint8Array): Upload {
  const boundary = boundaryFor(xml)
  const head =
    `--${boundary}\r\n` +
    `Content-Disposition: form-data; name="xml"; filename="${fileName}"\r\n` +
    'Content-Type: text/xml\r\n\r\n'
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), xml, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}

/**
 * The name DGII wants a file to have: the taxpayer's RNC or cédula (of the buyer for approvals and acknowledgements), the
 * e-NCF and `.xml`, with nothing between them. Any other name is refused with code 81 or 3243.
 *
 * @source DGII, Descripción técnica v1.6 (2023), "Nombre de los archivos"
 */
export function fileNameOf(taxId: string, eNCF: string): string {
  if (!/^(\d{9}|\d{11})$/.test(taxId))
    throw new RangeError('a file name begins with an RNC of 9 or a cédula of 11 digits')
  if (!/^E\d{12}$/.test(eNCF)) throw new RangeError('a file name ends with an e-NCF: E and 12 digits')
  return `${taxId}${eNCF}.xml`
}

function boundaryFor(xml: Uint8Array): string {
  const boundary = `emite-${createHash('sha256').update(xml).digest('hex').slice(0, 40)}`
  // A file cannot hold a digest of itself but by a chance of one in 2^160; a bug that made it so must not send a torn form.
  if (Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).includes(boundary)) {
    throw new Error('the form boundary occurs in the file')
  }
  return boundary
}
