import { configDefaults, defineConfig } from 'vitest/config'

const report = process.env.EMITE_TEST_REPORT

// What knows of no database, or of the embedded one only: on another server it would say the same again.
const WITHOUT_DATABASE = [
  'bench/**',
  'simulator/**',
  'src/adapters/{embedded-postgres,http,mail-folder,pdf,smtp,webhooks}/**',
  'src/{certificates,domain,jurisdictions,xml}/**',
  'test/printed-*',
]
const onlyDatabase = process.env.EMITE_TEST_ONLY === 'database'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'simulator/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    ...(onlyDatabase ? { exclude: [...configDefaults.exclude, ...WITHOUT_DATABASE] } : {}),
    globalSetup: ['test/support/postgres-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 2,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
