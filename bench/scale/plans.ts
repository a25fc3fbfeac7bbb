/** A node of a plan as EXPLAIN (FORMAT JSON) writes it; what is read here. */
type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: PlanNode[];
};

/** One run of a statement of the application, or of a function or a trigger that it sets off. */
export type ExplainedStatement = {
  /** In one line. */
  query: string;
  /** Hit and read, with those of functions that it calls. */
  buffers: number;
  /** Indexes that were searched. */
  indexes: string[];
  /** Tables, and indexes, that were read from one end to the other. */
  readWhole: string[];
};

/** Out of a notice of auto_explain; undefined where it is another notice. */
export function explainedStatement(notice: string): ExplainedStatement | undefined {
  const [head, json] = splitAt(notice, notice.indexOf("{"));
  if (!/^duration: [\d.]+ ms {2}plan:\s*$/.test(head)) return undefined;
  const { "Query Text": query, Plan: plan } = JSON.parse(json) as { "Query Text": string; Plan: PlanNode };
  const nodes = nodesOf(plan);
  return {
    query: query.replaceAll(/\s+/g, " ").trim(),
    buffers: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
    indexes: nodes.filter((node) => "Index Cond" in node).flatMap((node) => node["Index Name"] ?? []),
    readWhole: nodes.flatMap((node) =>
      node["Node Type"] === "Seq Scan"
        ? (node["Relation Name"] ?? [])
        : "Index Cond" in node
          ? []
          : (node["Index Name"] ?? []),
    ),
  };
}

function splitAt(text: string, at: number): [string, string] {
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
