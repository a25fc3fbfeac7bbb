import { type ServerName, serverNames } from "./contenders.ts";
import { type Operation, operationNames, operations } from "./operations.ts";
import type { Report } from "./report.ts";
import type { Row } from "./results.ts";

/** Told apart also by those who see few colours (Okabe and Ito's palette). */
const colours: Record<ServerName, string> = {
  "Cueprint on workerd": "#0072b2",
  "Cueprint on Deno": "#56b4e9",
  "FastAPI peer": "#d55e00",
  "Fastify peer": "#e69f00",
  "floor: one neon() call": "#009e73",
  "floor: bare handler": "#999999",
};

const COLUMNS = 3;
const COLUMN = 300;
const LINES_HEIGHT = 200;
const PANEL_HEIGHT = LINES_HEIGHT + 140;
const LEGEND_HEIGHT = 50;
const MARGIN = { left: 46, right: 14, top: 44, bottom: 30 };
const BAR = 13;

/** A panel for each operation: p50 by the delay of a database call above, throughput below. */
export function toSvg({ rows: all, plan }: Report): string {
  // Beside what does nothing, nothing else could be seen.
  const rows = all.filter(({ server }) => server !== "floor: bare handler");
  const measured = operationNames.filter((name) => rows.some(({ operation }) => operation === name));
  const width = COLUMN * COLUMNS;
  const height = LEGEND_HEIGHT + PANEL_HEIGHT * Math.ceil(measured.length / COLUMNS);
  const panels = measured.map((operation, at) => {
    const own = rows.filter((row) => row.operation === operation);
    const x = (at % COLUMNS) * COLUMN;
    const y = LEGEND_HEIGHT + Math.floor(at / COLUMNS) * PANEL_HEIGHT;
    return [
      group(x, y, latencyPanel(operation, own)),
      group(x, y + LINES_HEIGHT, throughputPanel(plan.throughput.connections, own)),
    ].join("\n");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="#222" role="img">
<title>Latency by the distance to the database, and throughput</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${legend(rows)}
${panels.join("\n")}
</svg>
`;
}

function legend(rows: readonly Row[]): string {
  const present = serverNames.filter((name) => rows.some(({ server }) => server === name));
  return present
    .map((name, at) => {
      const x = MARGIN.left + at * 165;
      return `<rect x="${x}" y="16" width="12" height="12" fill="${colours[name]}"/>${text(x + 18, 26, name)}`;
    })
    .join("\n");
}

function latencyPanel(operation: Operation, rows: readonly Row[]): string {
  const lines = rows
    .filter(({ far }) => far.length > 0)
    .map(({ server, alone, far }) => ({ server, points: [{ delay: 0, p50: alone.p50 }, ...far] }));
  const points = lines.flatMap((line) => line.points);
  const most = { delay: Math.max(1, ...points.map(({ delay }) => delay)), p50: roundUp(points) };
  const inner = {
    width: COLUMN - MARGIN.left - MARGIN.right,
    height: LINES_HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const x = (delay: number) => fixed(MARGIN.left + (delay / most.delay) * inner.width);
  const y = (p50: number) => fixed(MARGIN.top + (1 - p50 / most.p50) * inner.height);
  const ticks = [0, most.p50 / 2, most.p50].map(
    (value) =>
      `<line x1="${x(0)}" x2="${x(most.delay)}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>${text(MARGIN.left - 6, Number(y(value)) + 4, String(value), "end")}`,
  );
  const delays = [...new Set(points.map(({ delay }) => delay))].map((delay) =>
    text(Number(x(delay)), LINES_HEIGHT - MARGIN.bottom + 14, `+${delay}`, "middle"),
  );
  const drawn = lines.map(({ server, points }) => {
    const path = points.map(({ delay, p50 }) => `${x(delay)},${y(p50)}`).join(" ");
    const marks = points.map(
      ({ delay, p50 }) => `<circle cx="${x(delay)}" cy="${y(p50)}" r="2.5" fill="${colours[server]}"/>`,
    );
    return `<polyline points="${path}" fill="none" stroke="${colours[server]}" stroke-width="2"/>${marks.join("")}`;
  });
  const title = `<tspan font-weight="bold">${operations[operation].title}</tspan>`;
  const subtitle = "p50 in ms, by the delay of each database call";
  return [text(MARGIN.left, 18, title), text(MARGIN.left, 34, subtitle), ...ticks, ...delays, ...drawn].join(
    "\n",
  );
}

function throughputPanel(connections: number, rows: readonly Row[]): string {
  const most = Math.max(...rows.map(({ loaded }) => loaded.perSecond));
  const room = COLUMN - MARGIN.left - MARGIN.right - 44;
  const bars = rows.map(({ server, loaded }, at) => {
    const y = 28 + at * (BAR + 5);
    const width = fixed((loaded.perSecond / most) * room);
    const value = text(MARGIN.left + Number(width) + 5, y + 10, loaded.perSecond.toFixed(0));
    return `<rect x="${MARGIN.left}" y="${y}" width="${width}" height="${BAR}" fill="${colours[server]}"/>${value}`;
  });
  return [text(MARGIN.left, 16, `requests per second at ${connections} connections`), ...bars].join("\n");
}

/** To two digits at most, the first of them even or the second 5, so that its half is a short number too. */
function roundUp(points: readonly { p50: number }[]): number {
  const most = Math.max(1, ...points.map(({ p50 }) => p50));
  const unit = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / unit) * unit;
}

const fixed = (value: number) => value.toFixed(1);
const group = (x: number, y: number, content: string) => `<g transform="translate(${x} ${y})">${content}</g>`;
const text = (x: number, y: number, content: string, anchor = "start") =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${content}</text>`;
