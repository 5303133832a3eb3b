#include "selftest/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "campaign/trace_check.hpp"
#include "support/json.hpp"
#include "toolchain/files.hpp"
#include "trace/reader.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::selftest {
namespace {

namespace fs = std::filesystem;
using expectation::OutcomeKind;

/// Copies what the reader shows for a moment.
class Keeper final : public trace::Sink {
 public:
  explicit Keeper(Recording& into) : into_(into) {}

  void on_sample(const trace::Sample& sample) override {
    auto& kept = into_.samples.emplace_back(sample);
    const auto keep = [this](std::string_view& text) { text = into_.texts->keep(text); };
    for (auto& machine : kept.machines)
      if (machine.preemptoff) keep(*machine.preemptoff);
    for (auto& goroutine : kept.goroutines) keep(goroutine.waitreason);
    for (auto& extra : kept.extra) {
      keep(extra.key);
      keep(extra.value);
    }
  }
  void on_text(std::string_view text) override { into_.text += text; }

 private:
  Recording& into_;
};

std::optional<int> whole_number(const json::Value& object, std::string_view key) {
  const auto* member = object.find(key);
  if (member == nullptr || !member->value.integer) return std::nullopt;
  return static_cast<int>(*member->value.integer);
}

/// How the run ended, and on how many Ps, from the note that `schedlitmus capture` wrote.
Result<expectation::RunEnd> read_note(const std::string& text, const std::string& file) {
  const auto note = json::parse(text, file);
  if (!note.errors.empty()) return tl::unexpected(note.errors.front());
  const auto* ending = note.root->find("ending");
  process::RunRecord record;
  using process::Ending;
  constexpr auto kEndings =
      std::to_array({Ending::exited, Ending::signalled, Ending::stopped, Ending::timed_out, Ending::output_limit,
                     Ending::memory_limit, Ending::shut_down, Ending::stubborn, Ending::interrupted});
  const auto* const named = std::ranges::find_if(
      kEndings, [&](Ending candidate) { return ending != nullptr && ending->value.string == name_of(candidate); });
  if (named == kEndings.end())
    return fail("the note does not say how the run ended", file, "record the control again: schedlitmus capture");
  record.ending = *named;
  record.code = whole_number(*note.root, "code").value_or(0);
  record.signal = whole_number(*note.root, "signal").value_or(0);
  auto end = campaign::end_of(record);
  end.gomaxprocs = whole_number(*note.root, "GOMAXPROCS").value_or(0);
  return end;
}

expectation::RunEnd end_without_note() {
  expectation::RunEnd end;
  end.unknown_why = "there is no .run.json beside the trace, which would tell";
  return end;
}

/// A number that all runs gave, against what the check asks of many.
void judge_as_distribution(expectation::Outcome& outcome, const expectation::Check& check,
                           const expectation::Hold& hold) {
  if (outcome.kind == OutcomeKind::undecided) return;
  verdict::Judge judge(check, hold);
  for (int run = 0; run < hold.max_runs && !judge.done(); ++run) judge.add(outcome);
  const auto verdict = judge.verdict();
  outcome.kind = verdict.kind == verdict::VerdictKind::holds      ? OutcomeKind::held
                 : verdict.kind == verdict::VerdictKind::violated ? OutcomeKind::missed
                                                                  : OutcomeKind::undecided;
  outcome.reason = verdict.reason;
}

}  // namespace

Result<Recording> read_recording(const fs::path& trace) {
  std::error_code unreadable;
  if (fs::file_size(trace, unreadable) > kLongestTrace && !unreadable)
    return fail(fmt::format("the trace is larger than {} MiB", kLongestTrace >> 20U), trace.string(),
                "a control needs a few hundred samples: record with an earlier --deadline");
  const auto bytes = toolchain::read_file(trace);
  if (!bytes) return tl::unexpected(bytes.error());
  Recording recording;
  recording.texts = std::make_shared<trace::TextPool>();
  Keeper keeper(recording);
  trace::Reader reader(keeper);
  reader.feed(*bytes);
  reader.finish();
  recording.health = reader.health();

  const auto beside = [&](const char* extension) { return fs::path(trace).replace_extension(extension); };
  const auto note_file = beside(".run.json"), out_file = beside(".stdout");
  const bool has_note = fs::exists(note_file, unreadable), has_out = fs::exists(out_file, unreadable);
  recording.end = end_without_note();
  if (has_note) {
    const auto note = toolchain::read_file(note_file);
    if (!note) return tl::unexpected(note.error());
    auto end = read_note(*note, note_file.string());
    if (!end) return tl::unexpected(end.error());
    recording.end = std::move(*end);
  }
  if (recording.end.gomaxprocs == 0 && !recording.samples.empty())
    recording.end.gomaxprocs =
        static_cast<int>(recording.samples.front().header.get(trace::HeaderField::gomaxprocs).value_or(0));
  if (has_out) {
    auto out = toolchain::read_file(out_file);
    if (!out) return tl::unexpected(out.error());
    recording.out = std::move(*out);
  } else if (!has_note) {
    recording.end.output_unknown_why = "there is no .stdout beside the trace, which would tell";
  }
  return recording;
}

std::vector<expectation::Outcome> outcomes_on(const Recording& recording, const std::vector<expectation::Check>& checks,
                                              const expectation::Hold& hold) {
  expectation::Checker checker(checks);
  for (const auto& sample : recording.samples) checker.on_sample(sample);
  checker.on_text(recording.text);
  checker.on_stdout(recording.out);
  auto outcomes = checker.finish(recording.health, recording.end);
  for (std::size_t i = 0; i < checks.size(); ++i)
    if (checks[i].check_class == expectation::CheckClass::distribution)
      judge_as_distribution(outcomes[i], checks[i], hold);
  return outcomes;
}

}  // namespace schedlitmus::selftest
