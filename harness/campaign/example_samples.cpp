#include "campaign/example_samples.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "campaign/kept_trace.hpp"
#include "campaign/walk.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::OutcomeKind;

constexpr std::size_t kExamples = 3;

/// The header as the runtime printed it at that time of its own.
std::string line_of(const trace::Sample& sample, Millis time) {
  std::string line = fmt::format("SCHED {}ms:", time.count());
  for (std::size_t i = 0; i < trace::kHeaderFields; ++i) {
    const auto field = static_cast<trace::HeaderField>(i);
    if (const auto value = sample.header.get(field)) line += fmt::format(" {}={}", trace::name_of(field), *value);
  }
  if (sample.has_local) line += fmt::format(" [{}]", fmt::join(sample.local, " "));
  return line;
}

/// Keeps the line of the sample of one time, which counts from `zero` of the trace's.
class LineAt final : public trace::Sink {
 public:
  LineAt(Millis time, Millis zero) : time_(time), zero_(zero) {}
  void on_sample(const trace::Sample& sample) override {
    if (sample.time == time_ && line.empty()) line = line_of(sample, sample.time + zero_);
  }
  void on_text(std::string_view) override {}

  std::string line;

 private:
  Millis time_, zero_;
};

report::SampleReport sample_of(const expectation::Check& check, const store::Run& run,
                               const expectation::Outcome& outcome, const store::Store& store) {
  report::SampleReport sample;
  sample.run = run.id;
  sample.time = outcome.time.value_or(Millis{});
  sample.held = outcome.kind == OutcomeKind::held;
  sample.seen = outcome.seen;
  if (!is_of_one_sample(check)) return sample;
  const auto found = store.run(run.id);
  if (!found) return sample;
  const auto& whole = *found;
  if (!whole.has_value()) return sample;
  LineAt sink(sample.time, run.service ? run.service->zero.value_or(Millis{0}) : Millis{0});
  read_kept(*whole, sink);
  sample.line = std::move(sink.line);
  return sample;
}

}  // namespace

bool is_of_one_sample(const expectation::Check& check) {
  using expectation::Quantifier;
  const auto& when = check.quantifier;
  return when == Quantifier::at || when == Quantifier::always || when == Quantifier::never ||
         when == Quantifier::eventually;
}

std::vector<report::SampleReport> example_samples(const CellProgress& progress, const expectation::Check& check,
                                                  const store::Store& store) {
  std::vector<report::SampleReport> samples;
  for (const OutcomeKind wanted : {OutcomeKind::missed, OutcomeKind::held}) {
    for (const auto* run : runs_in_turn(progress)) {
      if (samples.size() == kExamples) return samples;
      const auto outcome = std::ranges::find(run->outcomes, check.id, &expectation::Outcome::check);
      if (!run->counts || outcome == run->outcomes.end() || outcome->kind != wanted || !outcome->time) continue;
      samples.push_back(sample_of(check, *run, *outcome, store));
    }
  }
  return samples;
}

}  // namespace schedlitmus::campaign
