import type { Catalog, CatalogEntry } from '../../jurisdiction.ts'
import { TERRITORY_NAMES } from './territory-names.ts'

/**
 * Provincia and Municipio share one list of 582 codes PPMMDD: 32 provinces, 156 municipalities and 394 municipal districts.
 * The code says the level and where a place belongs, so `level`, `province` and `municipality` are read off it.
 *
 * @source DGII, XSD e-CF v1.0, ProvinciaMunicipioType; Formato e-CF v1.0 (oct-2025), Tabla III
 */
export const TERRITORIES: Catalog = {
  name: 'territories',
  title: {
    es: 'Provincias, municipios y distritos municipales',
    en: 'Provinces, municipalities and municipal districts',
  },
  source: 'DGII, Formato e-CF v1.0 (oct-2025), Tabla III',
  entries: TERRITORY_NAMES.map(entryOf),
}

function entryOf([code, name]: readonly [code: string, name: string]): CatalogEntry {
  const province = `${code.slice(0, 2)}0000`
  if (code === province) return { code, name, level: 'province' }
  const municipality = `${code.slice(0, 4)}00`
  return code === municipality
    ? { code, name, level: 'municipality', province }
    : { code, name, level: 'district', province, municipality }
}
