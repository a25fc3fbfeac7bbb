import { expect, test } from "vitest";
import { mediaLink } from "../../../../src/interface/http/presentation/media-link.ts";

test.each([
  // YouTube
  ["https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=83s"],
  ["https://m.youtube.com/watch?v=abc&t=5", "https://m.youtube.com/watch?v=abc&t=83s"],
  ["https://music.youtube.com/watch?v=abc#t=5", "https://music.youtube.com/watch?v=abc&t=83s"],
  ["https://www.youtube.com/live/abc?start=5", "https://www.youtube.com/live/abc?t=83s"],
  ["https://www.youtube.com/embed/abc?t=5", "https://www.youtube.com/embed/abc?start=83"],
  ["https://www.youtube-nocookie.com/embed/abc", "https://www.youtube-nocookie.com/embed/abc?start=83"],
  ["https://youtu.be/abc?si=x", "https://youtu.be/abc?si=x&t=83s"],
  // Vimeo
  ["https://vimeo.com/123", "https://vimeo.com/123#t=83s"],
  ["https://player.vimeo.com/video/123?h=x#t=5s", "https://player.vimeo.com/video/123?h=x#t=83s"],
  // Media files, and pages that are neither
  ["https://example.com/talk.mp4?sig=a%2Bb", "https://example.com/talk.mp4?sig=a%2Bb#t=83"],
  ["https://example.com/talk.mp4#t=10,20", "https://example.com/talk.mp4#t=83"],
  ["https://example.com/talk.mp4#track=de&t=1", "https://example.com/talk.mp4#track=de&t=83"],
  ["https://example.com/#/talks/3", "https://example.com/#/talks/3"],
  ["https://youtube.com.example.com/watch?v=abc", "https://youtube.com.example.com/watch?v=abc#t=83"],
  ["https://notyoutube.com/watch?v=abc", "https://notyoutube.com/watch?v=abc#t=83"],
])("%s at 83.9 seconds", (mediaUrl, link) => {
  expect(mediaLink(mediaUrl, 83_900)).toBe(link);
});
