// Random samples, printed as a random release prints them, come back as they
// were; noise between the lines changes nothing and invents nothing.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "trace/reader.hpp"
#include "unit/trace/random_sample.hpp"
#include "unit/trace/recorder.hpp"
#include "unit/trace/writes.hpp"

namespace schedlitmus::trace {
namespace {

std::vector<PrintedSample> random_stream() {
  const int minor = *rc::gen::inRange(2, 28);
  const bool detailed = *rc::gen::arbitrary<bool>();
  std::vector<PrintedSample> stream;
  std::int64_t time = 0;
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) {
    time += *rc::gen::inRange(1, 100000);
    const auto before = stream.empty() ? 0 : stream.back().sample.goroutines.size();
    stream.push_back(random_sample(minor, detailed, time, static_cast<std::int64_t>(before)));
  }
  return stream;
}

std::vector<std::string> meant(const std::vector<PrintedSample>& stream) {
  std::vector<std::string> samples;
  samples.reserve(stream.size());
  for (const auto& sample : stream) samples.push_back(written(sample.sample));
  return samples;
}

std::string random_noise() {
  return *rc::gen::element<std::string>("2026/11/22 01:59:35 worker 0 handled request 1766",
                                        R"({"level":"info","msg":"handled"})", "progress 97%\r",
                                        "SCHED 0ms: queue=web workers=4 idle=1", "  P0: status=ok handler=/index",
                                        "goroutine 7 [chan receive]:", "gc 1 @0.004s 14%: 5.3+8.0+0.048 ms clock",
                                        "\xff\xfe bytes", "[0 0 0]", "status=4(sleep) m=nil");
}

RC_GTEST_PROP(ReaderProperty, PrintedSamplesComeBack, ()) {
  const auto stream = random_stream();
  std::string text;
  for (const auto& sample : stream) text += sample.text();
  const auto chunk = *rc::gen::inRange<std::size_t>(1, 5000);
  const auto got = read_trace(text, chunk);
  RC_ASSERT(got.samples == meant(stream));
  RC_ASSERT(got.text.empty());
  RC_ASSERT(got.health.lost() == 0U);
  RC_ASSERT(got.health.incomplete_samples == 0U);
}

RC_GTEST_PROP(ReaderProperty, NoiseBetweenLinesChangesNothing, ()) {
  const auto stream = random_stream();
  std::string text;
  std::string noise;
  for (const auto& sample : stream) {
    for (const auto& line : sample.lines) {
      // Inside a block a line like "  P0: status=ok" may be a torn P line:
      // there it must not make a wrong sample, but it may make it incomplete.
      if (*rc::gen::inRange(0, 4) == 0) {
        const auto piece = random_noise() + "\n";
        if (!piece.starts_with("  P0") || &line == &sample.lines.front()) {
          text += piece;
          noise += piece;
        }
      }
      text += line + "\n";
    }
  }
  const auto got = read_trace(text, *rc::gen::inRange<std::size_t>(1, 5000));
  if (noise.find("  P0") == std::string::npos) {
    RC_ASSERT(got.samples == meant(stream));
    RC_ASSERT(got.text == noise);
  }
  RC_ASSERT(got.samples.size() == stream.size());
  RC_ASSERT(got.health.lost() == 0U);
}

RC_GTEST_PROP(ReaderProperty, TextPutBetweenWritesNeverMakesAWrongSample, ()) {
  const auto stream = random_stream();
  std::string text;
  for (const auto& sample : stream) text += sample.text();
  auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  while (!is_between_writes(text, at)) --at;
  const auto noise = *rc::gen::element<std::string>("2026/11/22 01:59:35 worker 0 handled request 1766\n",
                                                    R"({"level":"info","msg":"handled"})"
                                                    "\n",
                                                    "log line\n", "{no newline} ");
  text.insert(at, noise);
  const auto got = read_trace(text, *rc::gen::inRange<std::size_t>(1, 5000));
  const auto good = meant(stream);
  RC_ASSERT(got.samples.size() + got.health.lost() == stream.size());
  // (Plain words inside a wait reason cannot be told from the reason.)
  // Each sample that claims to be complete is one of those that were printed.
  for (const auto& sample : got.samples)
    RC_ASSERT(sample.find(" incomplete") != std::string::npos || std::ranges::find(good, sample) != good.end());
}

RC_GTEST_PROP(ReaderProperty, CutStreamsNeverMakeAWrongSample, ()) {
  const auto stream = random_stream();
  std::string text;
  for (const auto& sample : stream) text += sample.text();
  text.resize(*rc::gen::inRange<std::size_t>(0, text.size()));
  const auto got = read_trace(text);
  const auto good = meant(stream);
  RC_ASSERT(got.samples.size() <= stream.size());
  for (std::size_t i = 0; i + 1 < got.samples.size(); ++i) RC_ASSERT(got.samples[i] == good[i]);
}

RC_GTEST_PROP(ReaderProperty, ArbitraryBytesAreTextOrCounted, (const std::string& bytes)) {
  const auto got = read_trace(bytes, *rc::gen::inRange<std::size_t>(1, 100));
  RC_ASSERT(got.samples.empty());
  RC_ASSERT(got.text == bytes || got.health.lost() > 0U);
}

}  // namespace
}  // namespace schedlitmus::trace
