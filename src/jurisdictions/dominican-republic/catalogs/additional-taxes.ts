import type { Catalog, CatalogEntry } from '../../jurisdiction.ts'

/**
 * TipoImpuesto: the additional taxes. `rate` is a percentage or pesos, as `basis` says; `pair` is the code that stands beside it
 * on the same line; `inItbisBase` says whether ITBIS is charged on top of it.
 *
 * The specific rates (006 to 022) change every quarter with inflation: those here are the ones printed in October 2025
 * (`rateAsOf`), and a document must carry the rate in force on its issue date.
 *
 * @source DGII, Formato e-CF v1.0 (oct-2025), Tabla I
 */
export const ADDITIONAL_TAXES: Catalog = {
  name: 'additional-taxes',
  title: { es: 'Impuestos adicionales', en: 'Additional taxes' },
  source: 'DGII, Formato e-CF v1.0 (oct-2025), Tabla I',
  entries: [
    other('001', 'Propina legal', 'Propina Legal', '10'),
    other('002', 'Contribución al Desarrollo de las Telecomunicaciones', 'CDT', '2'),
    other('003', 'Servicios de seguros en general', 'ISC', '16'),
    other('004', 'Servicios de telecomunicaciones', 'ISC', '10'),
    other(
      '005',
      'Impuesto sobre el primer registro de vehículos (expedición de la primera placa)',
      'Primera Placa',
      '17',
    ),
    alcohol('006', 'Cerveza', '023'),
    alcohol('007', 'Vinos de uva', '024'),
    alcohol('008', 'Vermut y demás vinos de uvas frescas', '025'),
    alcohol('009', 'Demás bebidas fermentadas', '026'),
    alcohol('010', 'Alcohol etílico sin desnaturalizar (mayor o igual a 80%)', '027'),
    alcohol('011', 'Alcohol etílico sin desnaturalizar (inferior a 80%)', '028'),
    alcohol('012', 'Aguardientes de uva', '029'),
    alcohol('013', 'Whisky', '030'),
    alcohol('014', 'Ron y demás aguardientes de caña', '031'),
    alcohol('015', 'Gin y ginebra', '032'),
    alcohol('016', 'Vodka', '033'),
    alcohol('017', 'Licores', '034'),
    alcohol('018', 'Los demás (bebidas y alcoholes)', '035'),
    tobacco('019', 'Cigarrillos que contengan tabaco, cajetilla 20 unidades', '53.51', '036'),
    tobacco('020', 'Los demás cigarrillos que contengan 20 unidades', '53.51', '037'),
    tobacco('021', 'Cigarrillos que contengan 10 unidades', '26.75', '038'),
    tobacco('022', 'Los demás cigarrillos que contengan 10 unidades', '26.75', '039'),
    alcoholAdValorem('023', 'Cerveza', '006'),
    alcoholAdValorem('024', 'Vinos de uva', '007'),
    alcoholAdValorem('025', 'Vermut y demás vinos de uvas frescas', '008'),
    alcoholAdValorem('026', 'Demás bebidas fermentadas', '009'),
    alcoholAdValorem('027', 'Alcohol etílico sin desnaturalizar (mayor o igual a 80%)', '010'),
    alcoholAdValorem('028', 'Alcohol etílico sin desnaturalizar (inferior a 80%)', '011'),
    alcoholAdValorem('029', 'Aguardientes de uva', '012'),
    alcoholAdValorem('030', 'Whisky', '013'),
    alcoholAdValorem('031', 'Ron y demás aguardientes de caña', '014'),
    alcoholAdValorem('032', 'Gin y ginebra', '015'),
    alcoholAdValorem('033', 'Vodka', '016'),
    alcoholAdValorem('034', 'Licores', '017'),
    alcoholAdValorem('035', 'Los demás (bebidas y alcoholes)', '018'),
    tobaccoAdValorem('036', 'Cigarrillos que contengan tabaco, cajetilla 20 unidades', '019'),
    tobaccoAdValorem('037', 'Los demás cigarrillos que contengan 20 unidades', '020'),
    tobaccoAdValorem('038', 'Cigarrillos que contengan 10 unidades', '021'),
    tobaccoAdValorem('039', 'Los demás cigarrillos que contengan 10 unidades', '022'),
  ],
}

function other(code: string, name: string, family: string, rate: string): CatalogEntry {
  return { code, name, family, kind: 'other', basis: 'percent', rate, inItbisBase: 'no' }
}

function alcohol(code: string, name: string, pair: string): CatalogEntry {
  const family = 'ISC Específico alcohol'
  return { code, name, family, ...specific('632.58'), basis: 'per-litre-of-absolute-alcohol', pair }
}

function tobacco(code: string, name: string, rate: string, pair: string): CatalogEntry {
  return { code, name, family: 'ISC Específico tabaco', ...specific(rate), basis: 'per-pack', pair }
}

function specific(rate: string) {
  return { kind: 'specific', rate, rateAsOf: '2025-10', rateChanges: 'quarterly', inItbisBase: 'yes' }
}

function alcoholAdValorem(code: string, name: string, pair: string): CatalogEntry {
  return {
    code,
    name,
    family: 'ISC AdValorem alcohol',
    kind: 'ad-valorem',
    basis: 'percent',
    rate: '10',
    inItbisBase: 'yes',
    pair,
  }
}

function tobaccoAdValorem(code: string, name: string, pair: string): CatalogEntry {
  return {
    code,
    name,
    family: 'ISC AdValorem tabaco',
    kind: 'ad-valorem',
    basis: 'percent',
    rate: '20',
    inItbisBase: 'yes',
    pair,
  }
}
