/** True for a page that a firewall, a proxy or a server in trouble puts in the place of an answer, whatever its status says. */
export function isWebPage(text: string): boolean {
  return /^(<\?xml[^>]*>)?\s*(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i.test(text)
}
