import { webcrypto } from 'node:crypto'
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom'
import { signInvoiceXml } from 'ec-sri-invoice-signer'
import { setNodeDependencies, SignedXml } from 'xadesjs'
import { Application, Parse, Stringify } from 'xmldsigjs'
import xpath from 'xpath'
import { writePkcs12 } from '../src/certificates/test-pkcs12.ts'
import type { SharedKey } from './local-signer.ts'
import { installed } from './machine.ts'
import type { Peer } from './peers.ts'

/** Other libraries that put a XAdES signature with SHA-1 into an Ecuadorian factura, each given the key as it takes it. */
export async function xadesPeersWith(key: SharedKey): Promise<readonly Peer[]> {
  return [await xades(key), ecSriInvoiceSigner(key)]
}

const WEB_RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' }

/** Its nearest to what SRI wants: two references of the three, as it cannot sign KeyInfo. */
async function xades({ privateKey, certificate }: SharedKey): Promise<Peer> {
  setNodeDependencies({ DOMImplementation, DOMParser, XMLSerializer, xpath })
  Application.setEngine('NodeJS', webcrypto as never)
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  const key = await webcrypto.subtle.importKey('pkcs8', der, WEB_RSA, false, ['sign'])
  const x509 = certificate.raw.toString('base64')
  return {
    name: installed('xadesjs'),
    async sign(xml) {
      const document = Parse(xml)
      const signature = new SignedXml()
      await signature.Sign(WEB_RSA, key as never, document, {
        references: [{ uri: '#comprobante', hash: 'SHA-1', transforms: ['enveloped'] }],
        x509: [x509],
        signingCertificate: x509,
      })
      const element = signature.GetXml()
      if (!element) throw new Error('xadesjs gave no signature')
      document.documentElement.appendChild(document.importNode(element, true))
      return Stringify(document)
    },
  }
}

/** Takes a PKCS#12 file only, so it opens one for each signature; this one is made to open as quickly as any can. */
function ecSriInvoiceSigner({ privateKey, certificate }: SharedKey): Peer {
  const password = 'x'
  const file = writePkcs12({
    keys: [privateKey.export({ format: 'der', type: 'pkcs8' })],
    certificates: [certificate.raw],
    password,
    encryption: '3des',
    iterations: 1,
  })
  const pkcs12 = Buffer.from(file)
  return {
    name: installed('ec-sri-invoice-signer'),
    sign: (xml) => signInvoiceXml(xml, pkcs12, { pkcs12Password: password }),
  }
}
