import type { JsonReader } from "../format-reader.ts";
import { assemblyAiJson } from "./assembly-ai-json.ts";
import { awsTranscribeJson } from "./aws-transcribe-json.ts";
import { cueprintJson } from "./cueprint-json.ts";
import { deepgramJson } from "./deepgram-json.ts";
import { podcastingJson } from "./podcasting-json.ts";
import { whisperCppJson } from "./whisper-cpp-json.ts";
import { whisperJson } from "./whisper-json.ts";
import { youtubeJson3 } from "./youtube-json3.ts";

/**
 * The formats that are JSON. What their tools write is recognised by one of them alone; a document that somebody made
 * to be two at once is the first that recognises it.
 */
export const jsonReaders = {
  "cueprint-json": cueprintJson,
  "podcasting-json": podcastingJson,
  "youtube-json3": youtubeJson3,
  "whisper-cpp-json": whisperCppJson,
  "deepgram-json": deepgramJson,
  "aws-transcribe-json": awsTranscribeJson,
  "whisper-json": whisperJson,
  "assemblyai-json": assemblyAiJson,
} as const satisfies Record<string, JsonReader>;
