/** A body that was read, with nothing in place of what could not be read and may be left out. */
export function withoutStandIns<Body extends object>(
  body: Body,
  { required = [] }: { readonly required?: readonly string[] },
  isRead: (field: string) => boolean,
): Body {
  const kept = Object.entries(body).filter(([name]) => isRead(name) || required.includes(name))
  return Object.fromEntries(kept) as Body
}
