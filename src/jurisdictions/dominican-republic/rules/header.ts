import { isTaxed } from '../content/implied.ts'
import { dateFromOfficial } from '../dates.ts'
import { taxIdOf } from '../identity.ts'
import { eNcfOf } from '../numbering.ts'
import { textAt } from '../../content/tree.ts'
import { dgiiCode, FORMAT, ID_DOC, REPORT, type Rule } from './rule.ts'

export const HEADER_RULES: readonly Rule[] = [
  {
    code: 'type-conflict',
    severity: 'error',
    source: `${FORMAT}, TipoeCF`,
    check({ idDoc, type }, breach) {
      const given = textAt(idDoc, 'TipoeCF')
      if (given === undefined || given === type) return
      breach(
        `${ID_DOC}.TipoeCF`,
        `El bloque dice tipo ${given} y el documento es tipo ${type}.`,
        `The block says type ${given} and the document is of type ${type}.`,
      )
    },
  },
  {
    code: 'number-malformed',
    severity: 'error',
    source: `${REPORT}, e-NCF`,
    check({ idDoc }, breach) {
      const number = textAt(idDoc, 'eNCF')
      if (number === undefined || eNcfOf(number)?.number === number) return
      breach(
        `${ID_DOC}.eNCF`,
        'Un e-NCF es E, el tipo en dos dígitos y diez de secuencia, como E310000000001.',
        'An e-NCF is E, the type in two digits and ten of sequence, such as E310000000001.',
      )
    },
  },
  {
    code: 'number-type',
    severity: 'error',
    source: `${REPORT}, e-NCF`,
    check({ idDoc, type }, breach) {
      const number = eNcfOf(textAt(idDoc, 'eNCF') ?? '')
      if (!number || number.type === type) return
      breach(
        `${ID_DOC}.eNCF`,
        `El número ${number.number} es del tipo ${number.type}, y el documento del ${type}.`,
        `The number ${number.number} is of type ${number.type}, and the document of type ${type}.`,
      )
    },
  },
  {
    code: 'number-conflict',
    severity: 'error',
    source: `${FORMAT}, eNCF`,
    check({ idDoc, sources }, breach) {
      const own = sources.context.correcting?.number ?? sources.draft.number
      const given = textAt(idDoc, 'eNCF')
      if (own === undefined || given === undefined || given === own.trim().toUpperCase()) return
      breach(
        `${ID_DOC}.eNCF`,
        `Hay dos números para este documento: ${given} y ${own}.`,
        `There are two numbers for this document: ${given} and ${own}.`,
      )
    },
  },
  {
    code: 'sequence-expired',
    severity: 'error',
    source: dgiiCode('135', 'FechaVencimientoSecuencia'),
    check({ idDoc, sources: { context } }, breach) {
      const expiry = dateFromOfficial(textAt(idDoc, 'FechaVencimientoSecuencia'))
      if (!expiry || expiry >= context.today) return
      breach(
        `${ID_DOC}.FechaVencimientoSecuencia`,
        `La secuencia venció el ${expiry} y hoy es ${context.today} en el país: use un número de un rango vigente.`,
        `The sequence expired on ${expiry} and today is ${context.today} in the country: use a number of a range in force.`,
      )
    },
  },
  {
    code: 'issuer-conflict',
    severity: 'error',
    source: `${FORMAT}, RNCEmisor`,
    check({ issuer, sources }, breach) {
      const own = taxIdOf(sources.context.issuer.taxId)?.digits
      const given = [textAt(issuer, 'RNCEmisor'), sources.draft.issuer]
      if (own === undefined || given.every((id) => id === undefined || taxIdOf(id)?.digits === own)) return
      breach(
        'Encabezado.Emisor.RNCEmisor',
        `Este documento lo emite ${own}; el borrador nombra a otro emisor.`,
        `This document is issued by ${own}; the draft names another issuer.`,
      )
    },
  },
  {
    code: 'tax-indicator-unneeded',
    severity: 'warning',
    source: dgiiCode('176', 'IndicadorMontoGravado'),
    check({ idDoc, items }, breach) {
      if (idDoc.IndicadorMontoGravado === undefined || items.some(isTaxed)) return
      breach(
        `${ID_DOC}.IndicadorMontoGravado`,
        'Sin líneas gravadas este indicador no debe ir.',
        'Without taxed lines this indicator should be left out.',
      )
    },
  },
  {
    code: 'deferred-not-authorised',
    severity: 'error',
    source: 'Decreto 587-24, envío diferido; DGII, Formato e-CF v1.0 (oct-2025), IndicadorEnvioDiferido',
    check({ idDoc, sources }, breach) {
      if (textAt(idDoc, 'IndicadorEnvioDiferido') !== '1' || sources.settings.deferredSending === true) return
      breach(
        `${ID_DOC}.IndicadorEnvioDiferido`,
        'El envío diferido necesita autorización de la DGII: actívelo en settings.deferredSending del emisor cuando la tenga.',
        'Deferred sending needs DGII’s authorisation: turn on the issuer’s settings.deferredSending once you have it.',
      )
    },
  },
  {
    code: 'issue-date-future',
    severity: 'error',
    source: `${FORMAT}, FechaEmision`,
    check({ issueDate, sources }, breach) {
      if (!issueDate || issueDate <= sources.context.today) return
      breach(
        'Encabezado.Emisor.FechaEmision',
        `La fecha de emisión (${issueDate}) es futura: hoy es ${sources.context.today} en el país.`,
        `The issue date (${issueDate}) is in the future: today is ${sources.context.today} in the country.`,
      )
    },
  },
  {
    code: 'issue-date-before-start',
    severity: 'error',
    source: `${FORMAT}, FechaEmision`,
    check({ issueDate, sources: { settings, context } }, breach) {
      const since = settings.issuerSince
      if (!issueDate || since === undefined || context.environment !== 'production' || issueDate >= since) return
      breach(
        'Encabezado.Emisor.FechaEmision',
        `El emisor lo es electrónicamente desde ${since}; la fecha de emisión es ${issueDate}.`,
        `The issuer has been an electronic one since ${since}; the issue date is ${issueDate}.`,
      )
    },
  },
]
