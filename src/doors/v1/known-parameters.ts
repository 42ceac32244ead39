import type { RouteOptions } from 'fastify'
import { type TProperties, Type } from 'typebox'

/**
 * Lets no route overlook a parameter that it does not know: whoever misspells one, or gives it to the wrong call, would take the
 * answer for what was asked.
 */
export function refuseUnknownParameters(route: RouteOptions): void {
  const { properties = {} } = (route.schema?.querystring ?? {}) as { readonly properties?: TProperties }
  route.schema = { ...route.schema, querystring: Type.Object(properties, { additionalProperties: false }) }
}
