import { readFileSync } from 'node:fs'

/**
 * Adds up vitest's JSON reports and prints the one line CI reads. A report that is missing, a skipped test or a failed step
 * outside the tests counts as one failure.
 */
const [failedSteps, ...reports] = process.argv.slice(2).reverse()

let passed = 0
let failed = Number(failedSteps ?? 1)
for (const file of reports.reverse()) {
  const report = read(file)
  if (!report) {
    failed += 1
    continue
  }
  for (const { fullName, failureMessages } of report.testResults.flatMap(({ assertionResults }) => assertionResults)) {
    // Told again at the end, where whoever reads only the last of a long log finds it.
    if (failureMessages.length > 0) console.log(`failed: ${fullName}\n${failureMessages.join('\n')}`)
  }
  passed += report.numPassedTests
  failed += report.numFailedTests + report.numPendingTests + report.numTodoTests
  failed += report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length
}
// A failing test has failed its step as well: it is counted once.
if (failed > 1 && Number(failedSteps) > 0) failed -= 1
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly failureMessages: readonly string[] }[]
  }[]
}

function read(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}
