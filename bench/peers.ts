import { webcrypto } from 'node:crypto'
import { DOMImplementation, DOMParser, XMLSerializer } from '@xmldom/xmldom'
import { Signature as DgiiSignature } from 'dgii-ecf'
import { setNodeDependencies } from 'xadesjs'
import { SignedXml as XmlCryptoSignedXml } from 'xml-crypto'
import { Application, Parse, SignedXml, Stringify } from 'xmldsigjs'
import xpath from 'xpath'
import type { SharedKey } from './local-signer.ts'
import { installed } from './machine.ts'

/** Another library that signs the same file: XML text in, signed XML text out. */
export interface Peer {
  readonly name: string
  sign(xml: string): string | Promise<string>
}

/** The peers, each given the key in the fastest form it takes. */
export async function peersWith(key: SharedKey): Promise<readonly Peer[]> {
  return [xmlCrypto(key), await xmldsig(key), dgiiEcf(key)]
}

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

function xmlCrypto({ privateKey, certificate }: SharedKey): Peer {
  return {
    name: installed('xml-crypto'),
    sign(xml) {
      const signature = new XmlCryptoSignedXml({
        privateKey,
        publicCert: certificate.toString(),
        signatureAlgorithm: RSA_SHA256,
        canonicalizationAlgorithm: C14N,
      })
      signature.addReference({
        xpath: '/*',
        transforms: [ENVELOPED],
        digestAlgorithm: SHA256,
        uri: '',
        isEmptyUri: true,
      })
      signature.computeSignature(xml)
      return signature.getSignedXml()
    },
  }
}

const WEB_RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** The XMLDSig half of xadesjs: XAdES itself, which DGII does not want, would cost it more. */
async function xmldsig({ privateKey, certificate }: SharedKey): Promise<Peer> {
  setNodeDependencies({ DOMImplementation, DOMParser, XMLSerializer, xpath })
  Application.setEngine('NodeJS', webcrypto as never)
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  const key = await webcrypto.subtle.importKey('pkcs8', der, WEB_RSA, false, ['sign'])
  const x509 = certificate.raw.toString('base64')
  return {
    name: `${installed('xadesjs')} (${installed('xmldsigjs')})`,
    async sign(xml) {
      const document = Parse(xml)
      const signature = new SignedXml()
      await signature.Sign(WEB_RSA, key as never, document, {
        references: [{ uri: '', hash: 'SHA-256', transforms: ['enveloped', 'c14n'] }],
        x509: [x509],
      })
      const element = signature.GetXml()
      if (!element) throw new Error('xmldsigjs gave no signature')
      document.documentElement.appendChild(document.importNode(element, true))
      return Stringify(document)
    },
  }
}

/** Takes PEM text only, so it reads the key for each signature. */
function dgiiEcf({ privateKey, certificate }: SharedKey): Peer {
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const signature = new DgiiSignature(pem, certificate.toString())
  return { name: installed('dgii-ecf'), sign: (xml) => signature.signXml(xml, 'ECF') }
}
