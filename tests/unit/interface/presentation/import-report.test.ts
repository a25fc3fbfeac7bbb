import { describe, expect, it } from "vitest";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";
import { presentCreatedTranscript } from "../../../../src/interface/http/schemas/transcript-response.ts";
import { cuesOf, someTranscript, someUser } from "../../../support/fixtures.ts";

describe("an import report that was stored before", () => {
  it("there were switches, shows that all repairs were on", () => {
    const transcript = someTranscript(someUser(), cuesOf("Open the lid."));
    const { repairing: _, dialect: __, ...older } = transcript.importReport;
    // What the store gives back is taken for what is stored now.
    const importReport = older as typeof transcript.importReport;
    const presented = presentCreatedTranscript({ ...transcript, importReport }).importReport;
    expect(presented).toEqual({ ...older, dialect: null, repairing: RepairName.options });
  });
});
