import type { Catalog } from '../../jurisdiction.ts'

/**
 * codigoAuxiliar of a line of construction material, which makes its IVA 5 %.
 *
 * @source SRI, Ficha técnica offline v2.32 (oct-2025), annex 23, table 31
 */
export const CONSTRUCTION_MATERIALS: Catalog = {
  name: 'construction-materials',
  title: { es: 'Materiales de construcción', en: 'Construction materials' },
  source: 'SRI, Ficha técnica offline v2.32 (oct-2025), annex 23, table 31',
  entries: [
    { code: 'F010101', name: 'Varilla 8/10/12 mm' },
    { code: 'F010201', name: 'Arcilla' },
    { code: 'F010202', name: 'Arena' },
    { code: 'F010203', name: 'Cal' },
    { code: 'F010204', name: 'Caliza' },
    { code: 'F010205', name: 'Pétreos' },
    { code: 'F010301', name: 'Hormigón premezclado' },
    { code: 'F010401', name: 'Cemento y derivados' },
    { code: 'F010402', name: 'Residuo cemento' },
    { code: 'F010501', name: 'Chatarra ferrosa' },
    { code: 'F010601', name: 'Morteros' },
    { code: 'F010701', name: 'Clinker' },
    { code: 'F010702', name: 'Puzolana' },
    { code: 'F010703', name: 'Yeso' },
    { code: 'F010801', name: 'Adoquín' },
    { code: 'F010802', name: 'Bloques' },
    { code: 'F010803', name: 'Ladrillos' },
    { code: 'F010804', name: 'Prefabricados de hormigón' },
  ],
}
