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
        testTimeout: name === 'unit' ? 10_000 : 240_000,
      },
    })),
  },
})
