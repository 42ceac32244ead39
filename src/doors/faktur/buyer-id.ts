/** What is asked of `buyerId` under a `buyerIdType`, in the contract's words. */
export function buyerIdMessage(buyerIdType: string): string {
  return MESSAGES[buyerIdType] ?? OTHERS
}

/** Whether the contract says of what form `buyerId` is under a `buyerIdType`. */
export function hasBuyerIdForm(buyerIdType: string): boolean {
  return Object.hasOwn(MESSAGES, buyerIdType)
}

const MESSAGES: Readonly<Record<string, string>> = {
  '04': 'When buyerIdType is "04" (RUC), buyerId must be a valid RUC of 13 digits ending in "001".',
  '05': 'When buyerIdType is "05" (Cédula), buyerId must be a valid cédula of 10 digits.',
  '07': 'When buyerIdType is "07" (Consumidor Final), buyerId must be "9999999999999".',
}

const OTHERS = 'buyerId cannot be empty. When it is "9999999999999", buyerIdType must be "07" (Consumidor Final).'
