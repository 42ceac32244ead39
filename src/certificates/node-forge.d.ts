import 'node-forge'

// What node-forge exports and its published types leave out.
declare module 'node-forge' {
  namespace asn1 {
    function fromDer(
      bytes: Bytes | util.ByteBuffer,
      options?: { parseAllBytes?: boolean; decodeBitStrings?: boolean } | boolean,
    ): Asn1
  }
  namespace pki {
    const pbe: {
      readonly getCipher: (oid: string, parameters: asn1.Asn1, password: string | undefined) => unknown
    }
  }
}
