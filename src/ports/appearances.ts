import type { Appearance, Logo } from './printer.ts'

/** What is known of a logo without its bytes. */
export interface LogoFacts extends Omit<Logo, 'bytes'> {
  readonly sizeBytes: number
  /** SHA-256 of the bytes, base64url: two logos are the same when theirs are. */
  readonly digest: string
}

/** An issuer's look as it is kept. */
export interface IssuerAppearance extends Omit<Appearance, 'logo'> {
  readonly logo: LogoFacts | undefined
  /** Undefined while nobody has set anything: then it is the plain one. */
  readonly updatedAt: string | undefined
}

/** What a person chooses; the logo is changed apart. */
export type AppearanceChange = Omit<Appearance, 'logo'>

/** How issuers' papers look. Every change is written to the tenant's audit log as `actor`'s. */
export interface Appearances {
  /** The plain one (letter, no colour, footer or logo) where nothing was set. */
  appearance(tenantId: string, issuerId: string): Promise<IssuerAppearance>
  /** Replaces all but the logo. */
  changeAppearance(
    tenantId: string,
    issuerId: string,
    change: AppearanceChange,
    actor: string,
  ): Promise<IssuerAppearance>

  logo(tenantId: string, issuerId: string): Promise<(Logo & LogoFacts) | undefined>
  putLogo(tenantId: string, issuerId: string, logo: Logo, actor: string): Promise<IssuerAppearance>
  /** False when there was none. */
  removeLogo(tenantId: string, issuerId: string, actor: string): Promise<boolean>
}
