import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Verifies signed files with Debian's xmlsec1 and the certificate each one carries, all in one process; ask
 * `needs('xmlsec1')` first. Returns its complaint about the first that fails, or an empty string when all of them hold.
 */
export function xmlsecComplaint(files: readonly (string | Uint8Array)[]): string {
  return complaint(files, ['--enabled-key-data', 'x509'])
}

/**
 * The same for XAdES signatures over documents whose root has this name, told which attributes are Ids, as nothing in the
 * files says so.
 *
 * @source SRI, Ficha técnica offline v2.32, annex 14
 */
export function xmlsecXadesComplaint(root: string, files: readonly (string | Uint8Array)[]): string {
  const ids = [`${XADES}:SignedProperties`, `${DSIG}:KeyInfo`].flatMap((element) => ['--id-attr:Id', element])
  return complaint(files, ['--id-attr:id', root, ...ids])
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'

function complaint(files: readonly (string | Uint8Array)[], options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'emite-xmlsec-'))
  try {
    const names = files.map((file, i) => {
      const name = join(folder, `${i}.xml`)
      writeFileSync(name, file)
      return name
    })
    const args = ['--verify', '--insecure', ...options, ...names]
    const { status, stderr, stdout, error } = spawnSync('xmlsec1', args, { encoding: 'utf8' })
    if (error) throw error
    const output = `${stdout}${stderr}`
    const verdicts: string[] = output.match(/^(OK|FAIL)$/gm) ?? []
    const failed = verdicts.indexOf('FAIL')
    if (status === 0 && failed < 0 && verdicts.length === files.length) return ''
    return `xmlsec1: file ${failed} of ${files.length}, status ${status ?? 'none'}: ${output.slice(-1000)}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}
