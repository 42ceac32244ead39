import type { Language } from '../language.ts'
import { PROBLEMS, type ProblemKind } from '../problem-table.ts'
import { type Html, html } from './html.ts'
import { page } from './page-frame.ts'

const HEADINGS: Readonly<Record<Language, { title: string; remedy: string }>> = {
  es: { title: 'Códigos de error', remedy: 'Qué hacer' },
  en: { title: 'Error codes', remedy: 'What to do' },
}

/** Every code a problem may have, with its status and what to do: the page that the `type` of a problem leads to. */
export function errorsPage(language: Language): string {
  const { title, remedy } = HEADINGS[language]
  const body = html`<h1>${title}</h1>
    <p><a href="/docs">API</a></p>
    ${Object.entries(PROBLEMS).map(([code, kind]) => entry(code, kind, remedy, language))}`
  return page(title, language, body)
}

function entry(code: string, kind: ProblemKind, remedy: string, language: Language): Html {
  return html`<section id="${code}">
    <h2><code>${code}</code> <span class="quiet">${kind.status}</span></h2>
    <p>${kind.title[language]}</p>
    <p>${remedy}: ${kind.remedy[language]}</p>
  </section>`
}
