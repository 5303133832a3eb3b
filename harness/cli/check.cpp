#include <vector>

#include "cli/check_follow.hpp"
#include "cli/check_report.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "expectation/checker.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

namespace {

/// Gives every sample to all expectations.
class CheckSink final : public trace::Sink {
 public:
  explicit CheckSink(const CheckPlan& plan) {
    for (const auto& applied : plan.applied) checkers_.emplace_back(applied.checks);
  }
  void on_sample(const trace::Sample& sample) override {
    if (!gomaxprocs) gomaxprocs = sample.header.get(trace::HeaderField::gomaxprocs);
    for (auto& checker : checkers_) checker.on_sample(sample);
  }
  void on_text(std::string_view text) override {
    for (auto& checker : checkers_) checker.on_text(text);
  }
  void on_stdout(std::string_view bytes) {
    for (auto& checker : checkers_) checker.on_stdout(bytes);
  }

  [[nodiscard]] std::vector<CheckedTrace> finish(const CheckPlan& plan, const trace::Health& health,
                                                 const expectation::RunEnd& end) {
    std::vector<CheckedTrace> checked;
    for (std::size_t row = 0; row < checkers_.size(); ++row) {
      auto& each = checked.emplace_back(CheckedTrace{.row = row, .verdicts = {}});
      const auto outcomes = checkers_[row].finish(health, end);
      const auto& checks = plan.applied[row].checks;
      for (std::size_t i = 0; i < checks.size(); ++i) {
        each.verdicts.emplace_back(checks[i]);
        each.verdicts.back().add(outcomes[i]);
      }
    }
    return checked;
  }

  std::optional<std::int64_t> gomaxprocs;  ///< of the first sample

 private:
  std::vector<expectation::Checker> checkers_;
};

}  // namespace

int check_command(const CheckOptions& options, const CommonOptions& common) {
  const auto plan = plan_checks(options);
  if (!plan) return refuse(plan.error(), kUsage);
  if (options.follow.on) return follow_checks(*plan, options, common);
  CheckSink sink(*plan);
  const auto read = read_samples(options.input, Whose::first, sink);
  if (!read) return refuse(read.error(), kHarnessError);
  if (!options.stdout_file.empty()) {
    const auto out = read_trace(options.stdout_file, [&](std::string_view bytes) { sink.on_stdout(bytes); });
    if (!out) return refuse(out.error(), kHarnessError);
  }
  const auto gomaxprocs = sink.gomaxprocs.value_or(0);
  const auto checked = sink.finish(*plan, read->health, end_of(options, static_cast<int>(gomaxprocs)));
  return print_report(report_of(*plan, options, common, checked, {.read = *read, .gomaxprocs = gomaxprocs}), options,
                      common);
}

}  // namespace schedlitmus::cli
