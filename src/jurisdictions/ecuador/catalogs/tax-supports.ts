import type { Catalog } from '../../jurisdiction.ts'

/**
 * codSustento: what a purchase is deducted as.
 *
 * @source SRI, catálogo del ATS, table 5
 */
export const TAX_SUPPORTS: Catalog = {
  name: 'tax-supports',
  title: { es: 'Sustentos tributarios', en: 'Tax supports' },
  source: 'SRI, catálogo del ATS, table 5',
  entries: [
    { code: '00', name: 'Casos especiales cuyo sustento no aplica en las opciones anteriores' },
    {
      code: '01',
      name: 'Crédito tributario para declaración de IVA (servicios y bienes distintos de inventarios y activos fijos)',
    },
    {
      code: '02',
      name: 'Costo o gasto para declaración de IR (servicios y bienes distintos de inventarios y activos fijos)',
    },
    { code: '03', name: 'Activo fijo - crédito tributario IVA' },
    { code: '04', name: 'Activo fijo - costo o gasto IR' },
    { code: '05', name: 'Liquidación de gastos de viaje, hospedaje y alimentación - gasto IR (a nombre de empleados)' },
    { code: '06', name: 'Inventario - crédito tributario IVA' },
    { code: '07', name: 'Inventario - costo o gasto IR' },
    { code: '08', name: 'Valor pagado para solicitar reembolso de gasto (intermediario)' },
    { code: '09', name: 'Reembolso por siniestros' },
    { code: '10', name: 'Distribución de dividendos, beneficios o utilidades' },
    { code: '11', name: 'Convenios de débito o recaudación para IFI' },
    { code: '12', name: 'Impuestos y retenciones presuntivos' },
    { code: '13', name: 'Valores reconocidos por entidades del sector público a favor de sujetos pasivos' },
    { code: '14', name: 'Valores facturados por socios a operadoras de transporte' },
    { code: '15', name: 'Consumos propios y de terceros de servicios digitales' },
  ],
}
