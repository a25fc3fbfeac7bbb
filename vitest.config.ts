import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], timeout: number) => ({
  extends: true as const,
  test: {
    name,
    include,
    setupFiles: ["tests/support/fast-check.ts"],
    testTimeout: timeout,
    hookTimeout: 2 * timeout,
  },
});

export default defineConfig({
  test: {
    // Starts the database for those that need one.
    globalSetup: ["tests/support/database-server.ts"],
    reporters: ["default", "./tests/support/summary-reporter.ts"],
    projects: [
      project("unit", ["tests/unit/**/*.test.ts"], 10_000),
      project("contracts", ["tests/contracts/**/*.test.ts"], 30_000),
      project("fuzz", ["tests/fuzz/**/*.test.ts"], 600_000),
      project("integration", ["tests/integration/**/*.test.ts", "neon-endpoint/**/*.test.ts"], 60_000),
      project("browser", ["tests/browser/**/*.test.ts"], 60_000),
      project("end-to-end", ["tests/end-to-end/**/*.test.ts"], 180_000),
    ],
  },
});
