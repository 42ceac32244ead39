import { dateFromOfficial } from '../dates.ts'
import { taxIdOf } from '../identity.ts'
import { eNcfOf, paperNcfOf } from '../numbering.ts'
import { typeFactsOf } from '../type-facts.ts'
import { textAt } from '../../content/tree.ts'
import { dgiiCode, FORMAT, REFERENCE, type Rule } from './rule.ts'

/** Rules of the document that another one refers to, which need nothing but the draft. */
export const REFERENCE_RULES: readonly Rule[] = [
  {
    code: 'reference-number',
    severity: 'error',
    source: `${FORMAT}, NCFModificado`,
    check({ reference }, breach) {
      const number = textAt(reference, 'NCFModificado')
      if (number === undefined || [eNcfOf(number)?.number, paperNcfOf(number)?.number].includes(number)) return
      breach(
        `${REFERENCE}.NCFModificado`,
        'El comprobante modificado es un e-NCF de 13 caracteres, o uno de papel: 11 en la serie B, 19 en las series A y P.',
        'The document referred to is an e-NCF of 13 characters, or a paper one: 11 in series B, 19 in series A and P.',
      )
    },
  },
  {
    code: 'reference-incomplete',
    severity: 'error',
    source: `${FORMAT}, InformacionReferencia`,
    check({ reference, type }, breach) {
      // In the notes the format table requires all three by itself.
      if (!reference || typeFactsOf(type)?.isNote) return
      for (const name of ['NCFModificado', 'FechaNCFModificado', 'CodigoModificacion']) {
        if (reference[name] !== undefined) continue
        breach(
          `${REFERENCE}.${name}`,
          'Una referencia lleva el número, la fecha de emisión y el código de modificación del otro comprobante.',
          'A reference has the number and issue date of the other document and the modification code.',
        )
      }
    },
  },
  {
    code: 'reference-code',
    severity: 'error',
    source: `${FORMAT}, CodigoModificacion`,
    check({ reference, type }, breach) {
      const code = textAt(reference, 'CodigoModificacion')
      if (code === undefined) return
      const isNote = typeFactsOf(type)?.isNote === true
      if ((code === '1' || code === '2' || code === '3') && !isNote) {
        breach(
          `${REFERENCE}.CodigoModificacion`,
          'Los códigos 1 a 3 (anula, corrige texto, corrige montos) son de las notas 33 y 34.',
          'Codes 1 to 3 (annuls, corrects text, corrects amounts) belong to the notes, 33 and 34.',
        )
      }
      if (code === '5' && type !== '31') {
        breach(
          `${REFERENCE}.CodigoModificacion`,
          'El código 5, referencia a una factura de consumo, solo va en una factura de crédito fiscal (31).',
          'Code 5, reference to a consumer invoice, only goes in a tax credit invoice (31).',
        )
      }
    },
  },
  {
    code: 'reference-consumer-invoice',
    severity: 'error',
    source: `${FORMAT}, CodigoModificacion 5`,
    types: ['31'],
    check({ reference }, breach) {
      const number = textAt(reference, 'NCFModificado')
      if (textAt(reference, 'CodigoModificacion') !== '5' || number === undefined) return
      const type = eNcfOf(number)?.type ?? paperNcfOf(number)?.type
      if (type === undefined || type === '32' || type === '02') return
      breach(
        `${REFERENCE}.NCFModificado`,
        'El código 5 se refiere a una factura de consumo (E32 o B02).',
        'Code 5 refers to a consumer invoice (E32 or B02).',
      )
    },
  },
  {
    code: 'reference-paper-only',
    severity: 'error',
    source: dgiiCode('613', 'CodigoModificacion 4'),
    check({ reference }, breach) {
      const number = textAt(reference, 'NCFModificado')
      if (textAt(reference, 'CodigoModificacion') !== '4' || number === undefined || !eNcfOf(number)) return
      breach(
        `${REFERENCE}.NCFModificado`,
        'El código 4 reemplaza un comprobante de papel emitido en contingencia, nunca un e-NCF.',
        'Code 4 replaces a paper document issued during a contingency, never an e-NCF.',
      )
    },
  },
  {
    code: 'reference-paper-type',
    severity: 'error',
    source: `${FORMAT}, CodigoModificacion 4: a paper NCF of the equivalent type`,
    check({ reference, type }, breach) {
      if (textAt(reference, 'CodigoModificacion') !== '4') return
      const paper = paperNcfOf(textAt(reference, 'NCFModificado') ?? '')
      const expected = typeFactsOf(type)?.paperType
      if (paper?.type === undefined || expected === undefined || paper.type === expected) return
      breach(
        `${REFERENCE}.NCFModificado`,
        `Un e-CF tipo ${type} reemplaza un comprobante B${expected}, y este es B${paper.type}.`,
        `An e-CF of type ${type} replaces a B${expected} document, and this one is B${paper.type}.`,
      )
    },
  },
  {
    code: 'reference-self',
    severity: 'error',
    source: `${FORMAT}, NCFModificado`,
    check({ reference, idDoc }, breach) {
      const own = textAt(idDoc, 'eNCF')
      if (own === undefined || textAt(reference, 'NCFModificado') !== own) return
      breach(
        `${REFERENCE}.NCFModificado`,
        'Un documento no se modifica a sí mismo.',
        'A document does not modify itself.',
      )
    },
  },
  {
    code: 'reference-date-order',
    severity: 'error',
    source: dgiiCode('634', 'FechaNCFModificado'),
    check({ reference, issueDate }, breach) {
      const date = dateFromOfficial(textAt(reference, 'FechaNCFModificado'))
      if (!date || !issueDate || date <= issueDate) return
      breach(
        `${REFERENCE}.FechaNCFModificado`,
        `El comprobante modificado (${date}) sería posterior a este (${issueDate}).`,
        `The document referred to (${date}) would be later than this one (${issueDate}).`,
      )
    },
  },
  {
    code: 'debit-note-annuls',
    severity: 'warning',
    source: dgiiCode('64', 'CodigoModificacion'),
    types: ['33'],
    check({ reference }, breach) {
      if (textAt(reference, 'CodigoModificacion') !== '1') return
      breach(
        `${REFERENCE}.CodigoModificacion`,
        'La DGII ha rechazado notas de débito que anulan (1); para corregir montos use 3.',
        'DGII has rejected debit notes that annul (1); to correct amounts use 3.',
      )
    },
  },
  {
    code: 'text-correction-amount',
    severity: 'warning',
    source: `${FORMAT}, CodigoModificacion 2: MontoItem 0; the official test sets write one non-billable line`,
    types: ['33', '34'],
    check({ reference, total }, breach) {
      if (textAt(reference, 'CodigoModificacion') !== '2' || total.eq(0)) return
      breach(
        `${REFERENCE}.CodigoModificacion`,
        'Una corrección de texto (2) no mueve montos: lleve una sola línea no facturable, o use 3 si corrige montos.',
        'A correction of text (2) moves no amounts: have a single non-billable line, or use 3 when amounts are corrected.',
      )
    },
  },
  {
    code: 'reference-own-taxpayer',
    severity: 'error',
    source: `${FORMAT}, RNCOtroContribuyente`,
    check({ reference, issuer }, breach) {
      const other = taxIdOf(textAt(reference, 'RNCOtroContribuyente') ?? '')
      if (!other || other.digits !== textAt(issuer, 'RNCEmisor')) return
      breach(
        `${REFERENCE}.RNCOtroContribuyente`,
        'RNCOtroContribuyente es el emisor original cuando fue otro (fusión, escisión, disolución); aquí es el mismo.',
        'RNCOtroContribuyente is the original issuer when that was another taxpayer (merger, split, dissolution); here it is the same.',
      )
    },
  },
]
