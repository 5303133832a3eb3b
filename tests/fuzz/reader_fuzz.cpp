// Any bytes, cut into chunks anywhere: the reader gives the same, accounts for
// every byte, and invents no sample; what it gives can be exported, told and diagnosed.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "diagnosis/diagnoser.hpp"
#include "fuzz/fuzzing.hpp"
#include "support/json.hpp"
#include "trace/narrate.hpp"
#include "trace/picture.hpp"
#include "trace/reader.hpp"

namespace {

using namespace schedlitmus;
using namespace schedlitmus::trace;

void require_consistent(const Sample& sample) {
  const auto procs = sample.header.get(HeaderField::gomaxprocs).value_or(0);
  require(procs >= 1, "a sample without Ps");
  const auto count = static_cast<std::size_t>(procs);
  require(!sample.has_local || sample.local.size() == count, "local queues unlike gomaxprocs");
  require(sample.schedticks.empty() || sample.schedticks.size() == count, "schedticks unlike gomaxprocs");
  require(!sample.complete || sample.has_local, "complete without local queues");
  if (!sample.detailed || !sample.complete) return;
  require(sample.procs.size() == count, "complete without its P lines");
  require(sample.machines.size() == static_cast<std::size_t>(sample.header.get(HeaderField::threads).value_or(-1)),
          "complete without its M lines");
  require(sample.goroutines_whole && !sample.goroutines.empty(), "complete without goroutines");
}

class Collector : public Collected {
 public:
  explicit Collector(std::string_view input) : input_(input) {}

  void on_sample(const Sample& sample) override {
    require_consistent(sample);
    // Colours inside the literal would be taken out before it is read.
    const auto mark = std::to_string(sample.time.count()) + "ms:";
    require(input_.find('\x1b') != std::string_view::npos || input_.find(mark) != std::string_view::npos,
            "an invented sample");
    Collected::on_sample(sample);
  }

 private:
  std::string_view input_;
};

/// The chunks' sizes come from the input itself, so that the fuzzer finds them.
void feed_in_chunks(Reader& reader, std::string_view input) {
  std::uint32_t state = 2166136261U ^ static_cast<std::uint32_t>(input.size());
  while (!input.empty()) {
    state = (state ^ static_cast<unsigned char>(input.front())) * 16777619U;
    const auto size = 1 + (state >> 8U) % ((state & 1U) != 0 ? 7U : 700U);
    reader.feed(input.substr(0, size));
    input.remove_prefix(std::min<std::size_t>(size, input.size()));
  }
}

void require_same(const Health& a, const Health& b) {
  std::string one;
  std::string other;
  append_json(one, a);
  append_json(other, b);
  require(one == other, "another account for other chunks");
}

void require_all_bytes(const Health& health, std::string_view input, std::string_view text) {
  require(health.bytes == input.size(), "bytes not counted");
  require(text.size() <= input.size(), "more text than there was");
  bool touched = health.samples > 0;
  for (std::size_t i = 0; i < kTroubles; ++i) {
    const auto trouble = static_cast<Trouble>(i);
    const bool harmless = trouble == Trouble::foreign_text || trouble == Trouble::line_too_long;
    touched = touched || (!harmless && health.of(trouble).count > 0);
  }
  require(touched || text == input, "text that was not passed on, and not counted");
}

class Teller : public Sink {
 public:
  void on_sample(const Sample& sample) override {
    std::string json;
    append_json(json, sample);
    require(json::parse(json, "sample").root.has_value(), "not JSON");
    append_csv(words_, sample);
    narrator_.tell(words_, sample);
    words_ += picture(sample);
    Film film;
    film.add(sample);
    words_ += film.draw();
    metrics_.add(sample);
    words_.clear();
  }
  void on_text(std::string_view) override {}

 private:
  Narrator narrator_{NarrationStyle::plain};
  OpenMetrics metrics_;
  std::string words_;
};

}  // namespace

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Collector whole(input);
  Reader at_once(whole);
  at_once.feed(input);
  at_once.finish();

  Collector pieces(input);
  Reader in_chunks(pieces);
  feed_in_chunks(in_chunks, input);
  in_chunks.finish();

  require(whole.samples == pieces.samples, "other samples for other chunks");
  require(whole.text == pieces.text, "other text for other chunks");
  require_same(at_once.health(), in_chunks.health());
  require_all_bytes(at_once.health(), input, whole.text);

  if (at_once.health().samples > 0 && size < 20000) {
    Teller teller;
    Reader reader(teller);
    reader.feed(input);
    reader.finish();
    diagnosis::Diagnoser diagnoser;
    Reader for_diagnosis(diagnoser);
    for_diagnosis.feed(input);
    for_diagnosis.finish();
    const auto findings = diagnoser.finish(for_diagnosis.health());
    require(findings.samples + findings.left_out == at_once.health().samples, "samples that the diagnoser lost");
  }
  return 0;
}
