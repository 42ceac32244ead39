/** An operation: its element, and the one text it takes. */
export interface Operation {
  readonly name: string
  readonly argument: string
  /** XML Schema type of the argument. */
  readonly argumentType: 'string' | 'base64Binary'
  /** The one element of the answer, and its type. */
  readonly answer: string
  readonly answerType: string
}

/** A type of the answers: elements in their order. */
export interface AnswerType {
  readonly name: string
  readonly fields: readonly AnswerField[]
}

/** An element with a simple type, with one of the service's types, or one that holds a list of such. */
export type AnswerField =
  { readonly name: string; readonly simple: 'string' | 'dateTime' } | { readonly name: string; readonly listOf: string }

/** What a web service says of itself. */
export interface WebService {
  /** Last part of its address. */
  readonly name: string
  readonly namespace: string
  readonly operations: readonly [Operation, ...Operation[]]
  readonly types: readonly AnswerType[]
}

/** The WSDL 1.1 description of a service at an address: SOAP 1.1, document/literal, inner elements in no namespace. */
export function wsdlOf(service: WebService, address: string): string {
  const { name, namespace, operations } = service
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="${name}Service" targetNamespace="${namespace}" xmlns:tns="${namespace}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<wsdl:types>${schemaOf(service)}</wsdl:types>
${operations.map(messagesOf).join('')}<wsdl:portType name="${name}">
${operations.map(portOperation).join('')}</wsdl:portType>
<wsdl:binding name="${name}ServiceSoapBinding" type="tns:${name}">
<soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${operations.map(boundOperation).join('')}</wsdl:binding>
<wsdl:service name="${name}Service">
<wsdl:port binding="tns:${name}ServiceSoapBinding" name="${name}Port"><soap:address location="${address}"/></wsdl:port>
</wsdl:service>
</wsdl:definitions>
`
}

function schemaOf({ namespace, operations, types }: WebService): string {
  const members = new Set(
    types.flatMap(({ fields }) => fields.flatMap((field) => ('listOf' in field ? field.listOf : []))),
  )
  return `<xs:schema targetNamespace="${namespace}" elementFormDefault="unqualified" version="1.0">
${[...members].map((name) => `<xs:element name="${name}" type="tns:${name}"/>\n`).join('')}${operations.map(operationElements).join('')}${types.map(typeOf).join('')}</xs:schema>`
}

function operationElements({ name, argument, argumentType, answer, answerType }: Operation): string {
  const group = (element: string, field: string, type: string) =>
    `<xs:element name="${element}" type="tns:${element}"/>\n${complexType(element, optional(field, type))}`
  return group(name, argument, `xs:${argumentType}`) + group(`${name}Response`, answer, `tns:${answerType}`)
}

function typeOf({ name, fields }: AnswerType): string {
  return complexType(name, fields.map(fieldOf).join(''))
}

function fieldOf(field: AnswerField): string {
  if ('simple' in field) return optional(field.name, `xs:${field.simple}`)
  const member = `<xs:element maxOccurs="unbounded" minOccurs="0" ref="tns:${field.listOf}"/>`
  const list = `<xs:complexType><xs:sequence>${member}</xs:sequence></xs:complexType>`
  return `<xs:element minOccurs="0" name="${field.name}">${list}</xs:element>`
}

function complexType(name: string, content: string): string {
  return `<xs:complexType name="${name}"><xs:sequence>${content}</xs:sequence></xs:complexType>\n`
}

function optional(name: string, type: string): string {
  return `<xs:element minOccurs="0" name="${name}" type="${type}"/>`
}

function messagesOf({ name }: Operation): string {
  const message = (element: string) =>
    `<wsdl:message name="${element}"><wsdl:part element="tns:${element}" name="parameters"/></wsdl:message>\n`
  return message(name) + message(`${name}Response`)
}

function portOperation({ name }: Operation): string {
  const input = `<wsdl:input message="tns:${name}" name="${name}"/>`
  const output = `<wsdl:output message="tns:${name}Response" name="${name}Response"/>`
  return `<wsdl:operation name="${name}">${input}${output}</wsdl:operation>\n`
}

function boundOperation({ name }: Operation): string {
  const body = '<soap:body use="literal"/>'
  const input = `<wsdl:input name="${name}">${body}</wsdl:input>`
  const output = `<wsdl:output name="${name}Response">${body}</wsdl:output>`
  return `<wsdl:operation name="${name}"><soap:operation soapAction="" style="document"/>${input}${output}</wsdl:operation>\n`
}
