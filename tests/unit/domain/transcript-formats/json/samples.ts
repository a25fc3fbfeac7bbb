import type { jsonReaders } from "../../../../../src/domain/transcript-formats/json/index.ts";

type Sample = { name: keyof typeof jsonReaders; what: string; document: unknown };

/** Small documents as the tools write them, by format. */
export const samples: readonly Sample[] = [
  {
    name: "podcasting-json",
    what: "captions",
    document: {
      version: "1.0.0",
      segments: [
        { speaker: "Ann", startTime: 0.5, endTime: 2.25, body: "Open the terminal." },
        { speaker: "Bob", startTime: 2.25, endTime: 4, body: "Which one do you mean?" },
      ],
    },
  },
  {
    name: "podcasting-json",
    what: "words",
    document: {
      version: "1.0.0",
      segments: [
        { startTime: 0.5, endTime: 0.75, body: "Save" },
        { startTime: 0.8, endTime: 1, body: "it." },
      ],
    },
  },
  { name: "podcasting-json", what: "nothing said", document: { version: "1.0.0", segments: [] } },
  {
    name: "whisper-json",
    what: "verbose_json by segment",
    document: {
      task: "transcribe",
      language: "english",
      duration: 4.2,
      text: "Open the terminal. Type ls.",
      segments: [
        {
          id: 0,
          seek: 0,
          start: 0,
          end: 2.1,
          text: " Open the terminal.",
          tokens: [50364, 7238],
          temperature: 0,
        },
        { id: 1, seek: 0, start: 2.1, end: 4.2, text: " Type ls.", tokens: [50469], temperature: 0 },
      ],
    },
  },
  {
    name: "whisper-json",
    what: "verbose_json by word",
    document: {
      task: "transcribe",
      language: "english",
      duration: 2,
      text: "Open it. Now type.",
      words: [
        { word: "Open", start: 0, end: 0.5 },
        { word: "it", start: 0.5, end: 0.9 },
        { word: "Now", start: 1, end: 1.3 },
        { word: "type", start: 1.3, end: 2 },
      ],
    },
  },
  {
    name: "whisper-json",
    what: "WhisperX",
    document: {
      segments: [
        {
          start: 0.031,
          end: 1.5,
          text: " Take 58.",
          words: [
            { word: "Take", start: 0.031, end: 0.5, score: 0.9, speaker: "SPEAKER_00" },
            { word: "58." },
          ],
          speaker: "SPEAKER_00",
        },
      ],
      word_segments: [
        { word: "Take", start: 0.031, end: 0.5, score: 0.9, speaker: "SPEAKER_00" },
        { word: "58." },
      ],
      language: "en",
    },
  },
  {
    name: "whisper-json",
    what: "silence",
    document: { task: "transcribe", language: "english", duration: 1, text: "", segments: [] },
  },
  {
    name: "whisper-cpp-json",
    what: "-ojf",
    document: {
      systeminfo: "AVX = 1",
      model: { type: "base", multilingual: true },
      params: { model: "ggml-base.bin", language: "en", translate: false },
      result: { language: "en" },
      transcription: [
        {
          timestamps: { from: "00:00:00,000", to: "00:00:02,500" },
          offsets: { from: 0, to: 2500 },
          text: " Open the terminal.",
          tokens: [{ text: " Open", offsets: { from: 0, to: 300 }, id: 7238, p: 0.9, t_dtw: -1 }],
        },
      ],
    },
  },
  {
    name: "youtube-json3",
    what: "automatic captions",
    document: {
      wireMagic: "pb3",
      pens: [{}],
      wsWinStyles: [{}, { mhModeHint: 2, juJustifCode: 0, sdScrollDir: 3 }],
      wpWinPositions: [{}, { apPoint: 6, ahHorPos: 20, avVerPos: 100, rcRows: 2, ccCols: 40 }],
      events: [
        { tStartMs: 0, dDurationMs: 9000, id: 1, wpWinPosId: 1, wsWinStyleId: 1 },
        {
          tStartMs: 40,
          dDurationMs: 4000,
          wWinId: 1,
          segs: [
            { utf8: "open", acAsrConf: 0 },
            { utf8: " the", tOffsetMs: 300, acAsrConf: 0 },
          ],
        },
        { tStartMs: 1990, dDurationMs: 2050, wWinId: 1, aAppend: 1, segs: [{ utf8: "\n" }] },
        { tStartMs: 2000, dDurationMs: 3000, wWinId: 1, segs: [{ utf8: "terminal", acAsrConf: 0 }] },
      ],
    },
  },
  {
    name: "youtube-json3",
    what: "captions that people wrote",
    document: {
      wireMagic: "pb3",
      events: [
        { tStartMs: 100, dDurationMs: 2000, segs: [{ utf8: "Open the\nterminal." }] },
        { tStartMs: 1900, dDurationMs: 1000, segs: [{ utf8: "(Keys clatter)" }] },
      ],
    },
  },
  {
    name: "assemblyai-json",
    what: "utterances",
    document: {
      id: "3f1c",
      status: "completed",
      audio_url: "https://example.com/a.mp3",
      text: "Open it. Which one?",
      words: [{ text: "Open", start: 100, end: 400, confidence: 0.9, speaker: "A" }],
      utterances: [
        {
          speaker: "A",
          start: 100,
          end: 1100,
          confidence: 0.9,
          text: "Open it.",
          words: [
            { text: "Open", start: 100, end: 400, confidence: 0.9, speaker: "A" },
            { text: "it.", start: 400, end: 1100, confidence: 0.9, speaker: "A" },
          ],
        },
        { speaker: "B", start: 1200, end: 2000, confidence: 0.9, text: "Which one?", words: [] },
      ],
    },
  },
  {
    name: "assemblyai-json",
    what: "words alone",
    document: {
      id: "3f1c",
      status: "completed",
      text: "Open it.",
      utterances: null,
      words: [
        { text: "Open", start: 100, end: 400, confidence: 0.9, speaker: null },
        { text: "it.", start: 400, end: 1100, confidence: 0.9, speaker: null },
      ],
    },
  },
  {
    name: "deepgram-json",
    what: "utterances",
    document: {
      metadata: { channels: 1 },
      results: {
        channels: [{ alternatives: [{ transcript: "Open it.", confidence: 0.9, words: [] }] }],
        utterances: [
          {
            start: 0.4,
            end: 1.5,
            channel: 0,
            transcript: "Open it.",
            speaker: 0,
            words: [
              { word: "open", start: 0.4, end: 0.9, speaker: 0, punctuated_word: "Open" },
              { word: "it", start: 0.9, end: 1.5, speaker: 0, punctuated_word: "it." },
            ],
          },
        ],
      },
    },
  },
  {
    name: "deepgram-json",
    what: "paragraphs",
    document: {
      metadata: { channels: 1 },
      results: {
        channels: [
          {
            alternatives: [
              {
                transcript: "Open it. Now type.",
                words: [{ word: "open", start: 0.4, end: 0.9, punctuated_word: "Open" }],
                paragraphs: {
                  transcript: "\nOpen it. Now type.",
                  paragraphs: [
                    {
                      speaker: 1,
                      start: 0.4,
                      end: 3,
                      num_words: 4,
                      sentences: [
                        { text: "Open it.", start: 0.4, end: 1.5 },
                        { text: "Now type.", start: 1.6, end: 3 },
                      ],
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
  },
  {
    name: "aws-transcribe-json",
    what: "audio segments",
    document: {
      jobName: "demo",
      accountId: "111122223333",
      status: "COMPLETED",
      results: {
        transcripts: [{ transcript: "Open it." }],
        items: [
          {
            id: 0,
            type: "pronunciation",
            alternatives: [{ confidence: "0.99", content: "Open" }],
            start_time: "0.5",
            end_time: "0.9",
          },
        ],
        audio_segments: [
          { id: 0, transcript: "Open it.", start_time: "0.5", end_time: "1.5", items: [0, 1, 2] },
        ],
      },
    },
  },
  {
    name: "aws-transcribe-json",
    what: "items alone",
    document: {
      jobName: "demo",
      results: {
        transcripts: [{ transcript: "Open it." }],
        items: [
          { type: "pronunciation", alternatives: [{ content: "Open" }], start_time: "0.5", end_time: "0.9" },
          { type: "pronunciation", alternatives: [{ content: "it" }], start_time: "0.9", end_time: "1.5" },
          { type: "punctuation", alternatives: [{ content: "." }] },
        ],
      },
    },
  },
  {
    name: "cueprint-json",
    what: "a transcript of the API",
    document: {
      id: "0199",
      title: "Deploy",
      format: "webvtt",
      version: 1,
      cues: [
        { position: 1, startMs: 0, endMs: 1500, speaker: "Ann", text: "Open it." },
        { position: 2, startMs: 1500, endMs: 3000, speaker: null, text: "Now type." },
      ],
    },
  },
];

export function sampleOf(name: Sample["name"], what: string): unknown {
  const sample = samples.find((one) => one.name === name && one.what === what);
  if (!sample) throw new Error(`There is no sample ${name}, ${what}`);
  return sample.document;
}
