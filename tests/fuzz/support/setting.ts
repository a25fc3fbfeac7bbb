import type { Contract } from "./contract.ts";
import type { Rules } from "./rules.ts";
import type { World } from "./world.ts";

/** What a fuzz is about: a document, what it cannot say, and a server that should keep to both. */
export type Setting = { contract: Contract; rules: Rules; world: World };
