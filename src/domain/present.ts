/** The same without members that are undefined: left out and undefined are not the same to who checks a shape. */
export function present<Whole extends object>(whole: { [Name in keyof Whole]: Whole[Name] | undefined }): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Whole
}

/** The same, or undefined when no member is left. */
export function presentIfAny<Whole extends object>(whole: {
  [Name in keyof Whole]: Whole[Name] | undefined
}): Whole | undefined {
  const rest = present(whole)
  return Object.keys(rest).length === 0 ? undefined : rest
}
