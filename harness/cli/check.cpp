#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "campaign/matrix.hpp"
#include "campaign/report_builder.hpp"
#include "campaign/version.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "cli/messages.hpp"
#include "cli/trace_input.hpp"
#include "expectation/checker.hpp"
#include "process/host.hpp"
#include "support/clock.hpp"
#include "support/shell.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

namespace {

/// One expectation that looks on while the trace is read.
struct Looker {
  std::size_t row;
  campaign::ChecksOnRelease applied;
  expectation::Checker checker;
};

/// Gives every sample to all expectations and keeps what the timeline needs.
class CheckSink final : public trace::Sink {
 public:
  explicit CheckSink(std::vector<Looker>& lookers) : lookers_(lookers) {}
  void on_sample(const trace::Sample& sample) override {
    if (!gomaxprocs) gomaxprocs = sample.header.get(trace::HeaderField::gomaxprocs);
    for (auto& looker : lookers_) looker.checker.on_sample(sample);
  }
  void on_text(std::string_view text) override {
    for (auto& looker : lookers_) looker.checker.on_text(text);
  }

  std::optional<std::int64_t> gomaxprocs;  ///< of the first sample

 private:
  std::vector<Looker>& lookers_;
};

/// One trace is one run: what it says is the verdict on itself, and no more. Of a
/// distribution, which is of many runs, it says nothing.
verdict::Verdict verdict_of(const expectation::Outcome& outcome, expectation::CheckClass check_class) {
  verdict::Verdict verdict;
  verdict.check = outcome.check;
  verdict.examples = {outcome};
  verdict.reason = outcome.reason;
  using expectation::OutcomeKind;
  verdict.held = outcome.kind == OutcomeKind::held ? 1 : 0;
  verdict.missed = outcome.kind == OutcomeKind::missed ? 1 : 0;
  verdict.undecided = outcome.kind == OutcomeKind::undecided ? 1 : 0;
  verdict.kind = verdict.held == 1     ? verdict::VerdictKind::holds
                 : verdict.missed == 1 ? verdict::VerdictKind::violated
                                       : verdict::VerdictKind::inconclusive;
  if (verdict.undecided == 0) verdict.histogram = {{outcome.seen, 1, verdict.held == 1, outcome.number}};
  if (verdict.undecided == 1) verdict.lack = verdict::Lack::usable_samples;
  if (check_class != expectation::CheckClass::distribution || verdict.undecided == 1) return verdict;
  verdict.kind = verdict::VerdictKind::inconclusive;
  verdict.lack = verdict::Lack::runs;
  verdict.reason = "a distribution is of many runs, and a trace is one: run it, or check the runs of a store";
  return verdict;
}

/// What is known of the run besides its trace.
expectation::RunEnd end_of(const CheckOptions& options, int gomaxprocs) {
  constexpr int kSignalled = 128;
  expectation::RunEnd end;
  end.gomaxprocs = gomaxprocs;
  end.unknown_why = "the trace alone does not tell: give --exit-status N";
  if (options.stdout_file.empty()) end.output_unknown_why = "the trace alone does not tell: give --stdout FILE";
  if (options.exit_status) {
    const bool signalled = *options.exit_status > kSignalled;
    end.how = signalled ? expectation::RunEnd::How::signalled : expectation::RunEnd::How::exited;
    end.number = *options.exit_status - (signalled ? kSignalled : 0);
  }
  return end;
}

std::string command_for(const CheckOptions& options, const expectation::Expectation& expectation) {
  auto line = fmt::format("./schedlitmus check {} -e {}{}", shell_quote(options.trace), shell_quote(expectation.file),
                          campaign::set_options(expectation));
  if (!options.go.empty()) line += " --go " + shell_quote(options.go);
  if (!options.stdout_file.empty()) line += " --stdout " + shell_quote(options.stdout_file);
  if (options.exit_status) line += fmt::format(" --exit-status {}", *options.exit_status);
  return line;
}

report::Cell cell_of(Looker& looker, const trace::Health& health, int gomaxprocs, const std::string& column,
                     const CheckOptions& options, const expectation::Expectation& expectation) {
  report::Cell cell;
  cell.row = looker.row;
  cell.release = column;
  cell.skipped_why = looker.applied.skipped_why;
  cell.runs = 1;
  cell.samples = health.samples;
  cell.lost_samples = health.lost();
  cell.endings = {"read from " + options.trace};
  cell.reproduce = command_for(options, expectation);
  const auto outcomes = looker.checker.finish(health, end_of(options, gomaxprocs));
  for (const auto& check : looker.applied.checks) {
    auto line = campaign::describe_check(check, looker.applied);
    for (const auto& outcome : outcomes) {
      if (outcome.check != check.id || !cell.skipped_why.empty()) continue;
      line.verdict = verdict_of(outcome, check.check_class);
      if (outcome.time) line.deciding_times = {*outcome.time};
    }
    cell.checks.push_back(std::move(line));
  }
  return cell;
}

std::vector<Looker> make_lookers(const expectation::Loaded& loaded, const std::optional<toolchain::Version>& version,
                                 std::vector<Error>& errors) {
  std::vector<Looker> lookers;
  for (std::size_t row = 0; row < loaded.expectations.size(); ++row) {
    const auto& expectation = loaded.expectations[row];
    campaign::ChecksOnRelease applied;
    if (version)
      applied = campaign::checks_on(expectation, *version, {}, errors);
    else
      applied.checks = expectation.checks;
    expectation::Checker checker(applied.checks);
    lookers.push_back({row, std::move(applied), std::move(checker)});
  }
  return lookers;
}

}  // namespace

int check_command(const CheckOptions& options, const CommonOptions& common) {
  std::optional<toolchain::Version> version;
  if (!options.go.empty()) {
    auto parsed = toolchain::Version::parse(options.go);
    if (!parsed) {
      parsed.error().where = "--go";
      print_error(parsed.error());
      return kUsage;
    }
    version = *parsed;
  }
  const auto loaded = expectation::load(options.expectations, find_home().expectations, options.set);
  report::Report report;
  report.context = {.version = campaign::kVersion,
                    .host = process::describe_host(),
                    .started = now_utc(),
                    .command = common.command_line,
                    .store = {},
                    .bootstrap = {}};
  report.errors = loaded.errors;
  auto lookers = make_lookers(loaded, version, report.errors);

  CheckSink sink(lookers);
  trace::Reader reader(sink);
  if (auto read = read_trace(options.trace, [&](std::string_view bytes) { reader.feed(bytes); }); !read) {
    print_error(read.error());
    return kHarnessError;
  }
  reader.finish();
  const auto on_stdout = [&](std::string_view bytes) {
    for (auto& looker : lookers) looker.checker.on_stdout(bytes);
  };
  if (!options.stdout_file.empty()) {
    if (auto read = read_trace(options.stdout_file, on_stdout); !read) {
      print_error(read.error());
      return kHarnessError;
    }
  }
  const auto& health = reader.health();
  const auto can_say = [&](const Looker& looker) {
    return health.samples > 0 || !expectation::asks_for_samples(looker.applied.checks);
  };
  if (!std::ranges::all_of(lookers, can_say)) {
    report.errors.push_back({"no sample of the scheduler in the trace", options.trace,
                             "start the program with GODEBUG=schedtrace=100 and give its stderr"});
  }
  const auto column = version ? version->to_string() : std::string("trace");
  report.releases = {column};
  for (const auto& expectation : loaded.expectations) {
    report.expectations.push_back({expectation.name, expectation.file, expectation.title, expectation.why,
                                   "recorded trace " + options.trace + campaign::describe_parameters(expectation)});
  }
  for (auto& looker : lookers) {
    if (!can_say(looker)) continue;
    const auto gomaxprocs = static_cast<int>(sink.gomaxprocs.value_or(0));
    const auto& expectation = loaded.expectations[looker.row];
    auto& cell = report.cells.emplace_back(cell_of(looker, health, gomaxprocs, column, options, expectation));
    cell.gomaxprocs = std::max(gomaxprocs, 1);
  }
  const auto text =
      options.json ? report::to_json(report) : report::to_terminal(report, style_of_stdout(common.colour));
  std::fwrite(text.data(), 1, text.size(), stdout);
  return report::exit_code(report, options.allow_inconclusive);
}

}  // namespace schedlitmus::cli
