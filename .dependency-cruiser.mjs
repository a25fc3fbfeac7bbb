/** The borders between the layers. Whatever an arrow is not allowed here does not pass the checks. */
const layer = (name) => `^src/${name}/`;
const npm = (...names) => `^node_modules/(${names.join("|")})(/|$)`;

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "src-knows-no-runtime",
      comment: "The Worker runs on web standards: no Node module, nothing from around it.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "src-stands-alone",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(scripts|tests|neon-endpoint|bench)/" },
    },
    {
      name: "domain-knows-only-itself",
      comment:
        "Column builders, sql for constraints, and zod: that is the price of one model, and all of it.",
      severity: "error",
      from: { path: layer("domain") },
      to: { pathNot: [layer("domain"), npm("zod"), "^node_modules/drizzle-orm/(pg-core/|sql/|index\\.)"] },
    },
    {
      name: "application-knows-the-domain",
      severity: "error",
      from: { path: layer("application") },
      to: { pathNot: [layer("application"), layer("domain")] },
    },
    {
      name: "infrastructure-knows-domain-and-ports",
      severity: "error",
      from: { path: layer("infrastructure") },
      to: { path: [layer("interface"), "^src/[^/]+$", `${layer("application")}(?!ports/)`] },
    },
    {
      name: "http-knows-application-and-domain",
      severity: "error",
      from: { path: layer("interface") },
      to: { path: [layer("infrastructure"), "^src/[^/]+$", npm("drizzle-orm", "@neondatabase")] },
    },
    {
      name: "only-models-know-drizzle-in-the-domain",
      severity: "error",
      from: { path: layer("domain"), pathNot: `${layer("domain")}models/` },
      to: { path: npm("drizzle-orm") },
    },
    {
      name: "production-knows-no-tests",
      severity: "error",
      from: { path: "^src/", pathNot: layer("infrastructure/for-tests") },
      to: { path: layer("infrastructure/for-tests") },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
