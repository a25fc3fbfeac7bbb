/** As far as the tests and the benchmark use it: it comes without types. */
declare module "webvtt-parser" {
  export type CueNode =
    | { type: "text"; value: string }
    | { type: "timestamp"; value: number }
    | { type: "object"; name: string; value?: string; children: CueNode[] };

  /** `startTime` and `endTime` are seconds. */
  export type ParsedCue = {
    id: string;
    startTime: number;
    endTime: number;
    text: string;
    tree: { children: CueNode[] };
  };

  class WebVTTParser {
    constructor(entities?: Readonly<Record<string, string>>);
    parse(text: string): { cues: ParsedCue[]; errors: { message: string; line: number }[] };
  }

  const webVttParser: { WebVTTParser: typeof WebVTTParser };
  export default webVttParser;
}
