import { configDefaults, defineConfig } from 'vitest/config'

const tiers = {
  unit: { include: ['{packages,services,test}/**/*.test.ts'], exclude: ['**/*.{int,e2e}.test.ts'] },
  int: { include: ['{packages,services,test}/**/*.int.test.ts'], exclude: [] },
  e2e: { include: ['{packages,services,test}/**/*.e2e.test.ts'], exclude: [] },
}

export default defineConfig({
  test: {
    projects: Object.entries(tiers).map(([name, { include, exclude }]) => ({
      test: {
        name,
        include,
        exclude: [...configDefaults.exclude, ...exclude],
        // Only what hangs may fail by time: a loaded machine is slow, and says nothing about the code.
        testTimeout: name === 'unit' ? 60_000 : 300_000,
        hookTimeout: 120_000,
      },
    })),
  },
})
