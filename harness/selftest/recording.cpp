#include "selftest/recording.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "campaign/service_view.hpp"
#include "selftest/note.hpp"
#include "support/files.hpp"
#include "trace/reader.hpp"
#include "verdict/judge.hpp"

namespace schedlitmus::selftest {
namespace {

namespace fs = std::filesystem;
using expectation::OutcomeKind;

/// Copies what the reader shows for a moment: of a service's trace the samples that are looked at, at the times of
/// its checks.
class Keeper final : public trace::Sink {
 public:
  Keeper(Recording& into, campaign::ServiceView* view) : into_(into), view_(view) {}

  void on_sample(const trace::Sample& sample) override {
    const auto time = view_ == nullptr ? sample.time : view_->place(sample.time, {});
    if (!time) return;
    auto& kept = into_.samples.emplace_back(sample);
    kept.time = *time;
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
  campaign::ServiceView* view_;  ///< nullptr: it is no service's
};

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

/// A file's text into `text`; false: it is not there.
Result<bool> read_if_there(const fs::path& file, std::string& text) {
  std::error_code unreadable;
  if (!fs::exists(file, unreadable)) return false;
  auto read = read_file(file);
  if (!read) return tl::unexpected(read.error());
  text = std::move(*read);
  return true;
}

/// How the run ended and what was printed, from the files beside the trace. Gives what a service's run has besides.
Result<std::optional<store::Service>> read_beside(const fs::path& trace, Recording& recording) {
  const auto beside = [&](const char* extension) { return fs::path(trace).replace_extension(extension); };
  std::string text;
  const auto has_note = read_if_there(beside(".run.json"), text);
  if (!has_note) return tl::unexpected(has_note.error());
  std::optional<store::Service> service;
  recording.end = end_without_note();
  if (*has_note) {
    auto note = read_note(text, beside(".run.json").string());
    if (!note) return tl::unexpected(note.error());
    recording.end = std::move(note->end);
    service = std::move(note->service);
  }
  const auto has_out = read_if_there(beside(".stdout"), recording.out);
  if (!has_out) return tl::unexpected(has_out.error());
  if (!*has_out && !*has_note)
    recording.end.output_unknown_why = "there is no .stdout beside the trace, which would tell";
  const auto has_load_out = read_if_there(beside(".load.stdout"), recording.load_out);
  if (!has_load_out) return tl::unexpected(has_load_out.error());
  return service;
}

void read_samples(std::string_view bytes, const std::optional<store::Service>& service, Recording& recording) {
  std::optional<campaign::ServiceView> view;
  if (service) {
    view.emplace(*service);
    recording.cut_why = service->cut_why;
  }
  Keeper keeper(recording, view ? &*view : nullptr);
  trace::Reader reader(keeper);
  reader.feed(bytes);
  reader.finish();
  recording.health = reader.health();
}

}  // namespace

Result<Recording> read_recording(const fs::path& trace) {
  std::error_code unreadable;
  if (fs::file_size(trace, unreadable) > kLongestTrace && !unreadable)
    return fail(fmt::format("the trace is larger than {} MiB", kLongestTrace >> 20U), trace.string(),
                "a control needs a few hundred samples: record with an earlier --deadline");
  const auto bytes = read_file(trace);
  if (!bytes) return tl::unexpected(bytes.error());
  Recording recording;
  recording.texts = std::make_shared<trace::TextPool>();
  auto service = read_beside(trace, recording);
  if (!service) return tl::unexpected(service.error());
  read_samples(*bytes, *service, recording);
  if (recording.end.gomaxprocs == 0 && !recording.samples.empty())
    recording.end.gomaxprocs =
        static_cast<int>(recording.samples.front().header.get(trace::HeaderField::gomaxprocs).value_or(0));
  return recording;
}

std::vector<expectation::Outcome> outcomes_on(const Recording& recording, const std::vector<expectation::Check>& checks,
                                              const expectation::Hold& hold) {
  expectation::Checker checker(checks);
  for (const auto& sample : recording.samples) checker.on_sample(sample);
  checker.on_text(recording.text);
  checker.on_stdout(recording.out);
  checker.on_load_stdout(recording.load_out);
  auto outcomes = checker.finish(recording.health, recording.end, recording.cut_why);
  for (std::size_t i = 0; i < checks.size(); ++i)
    if (checks[i].check_class == expectation::CheckClass::distribution)
      judge_as_distribution(outcomes[i], checks[i], hold);
  return outcomes;
}

}  // namespace schedlitmus::selftest
