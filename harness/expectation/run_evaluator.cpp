#include "expectation/run_evaluator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <csignal>
#include <utility>

#include "expectation/condition.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool looks_at_stdout(const Check& check) {
  return check.subject.kind == SubjectKind::outcome && check.subject.fact == RunFact::output;
}

std::vector<std::string> measures_of(const std::vector<Check>& checks, SubjectKind kind) {
  std::vector<std::string> names;
  for (const auto& check : checks)
    if (check.subject.kind == kind) names.push_back(check.subject.measure);
  const auto is_diagnosis = [](const Check& check) { return check.subject.kind == SubjectKind::diagnosis; };
  if (std::ranges::any_of(checks, is_diagnosis)) names.emplace_back(kRequests);
  return names;
}

std::vector<Pattern> patterns_of(const std::vector<Check>& checks) {
  std::vector<Pattern> patterns;
  for (const auto& check : checks)
    if (looks_at_stdout(check) && check.subject.pattern) patterns.push_back(*check.subject.pattern);
  return patterns;
}

std::vector<std::size_t> places_of(const std::vector<Check>& checks) {
  std::vector<std::size_t> places;
  std::size_t next = 0;
  for (const auto& check : checks) places.push_back(looks_at_stdout(check) && check.subject.pattern ? next++ : kNone);
  return places;
}

}  // namespace

/// An observation, or why there is none.
struct RunEvaluator::Seen {
  Observation observation;
  std::string why_not;

  /// A measure that stands in what was printed to a stream.
  static Seen measure_of(const ProgramOutput& output, const std::string& name, const char* stream);
  static Seen end_of(RunEnd::How how, int number);
};

RunEvaluator::Seen RunEvaluator::Seen::measure_of(const ProgramOutput& output, const std::string& name,
                                                  const char* stream) {
  const auto text = output.measure(name);
  if (!text) return {{}, fmt::format("no line \"measure: {}=...\" on {}", name, stream)};
  const auto number = parse_number(*text);
  if (!number) return {{}, fmt::format("measure {} is {}, which is no number", name, quote(*text))};
  return {{*number}, {}};
}

/// There will be no exit status after a time-out: that is not as any number says.
RunEvaluator::Seen RunEvaluator::Seen::end_of(RunEnd::How how, int number) {
  if (how == RunEnd::How::timed_out) return {{std::string("none: stopped at its deadline")}, {}};
  return {{static_cast<double>(shell_status(how, number))}, {}};
}

bool is_fatal(std::string_view line) {
  if (line.starts_with("panic: ") || line.starts_with("fatal error: ")) return true;
  const auto colon = line.find(": ");
  const auto word = line.substr(0, colon);
  return colon != std::string_view::npos && word.size() > 3 && word.starts_with("SIG") &&
         word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

std::string signal_name(int signal) {
  constexpr auto kNames = std::to_array<std::pair<int, std::string_view>>({
      {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},       {SIGTRAP, "SIGTRAP"},
      {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},   {SIGKILL, "SIGKILL"},     {SIGUSR1, "SIGUSR1"},
      {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"}, {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"},     {SIGTERM, "SIGTERM"},
      {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"}, {SIGPROF, "SIGPROF"}, {SIGVTALRM, "SIGVTALRM"}, {SIGSYS, "SIGSYS"},
  });
  for (const auto& [number, name] : kNames)
    if (number == signal) return std::string(name);
  return fmt::format("signal {}", signal);
}

RunEvaluator::RunEvaluator(std::vector<Check> checks)
    : checks_(std::move(checks)),
      pattern_of_(places_of(checks_)),
      output_(measures_of(checks_, SubjectKind::measure), patterns_of(checks_)),
      diagnosed_(checks_),
      load_output_(measures_of(checks_, SubjectKind::load), {}) {
  assert(std::ranges::all_of(checks_, [](const Check& check) { return is_of_run(check.subject); }));
}

void RunEvaluator::on_text(std::string_view text) {
  diagnosed_.on_text(text);
  if (!fatal_error_.empty()) return;
  stderr_.feed(text, [this](std::string_view line) {
    if (fatal_error_.empty() && is_fatal(line)) fatal_error_ = line;
  });
}

std::optional<std::uint64_t> RunEvaluator::requests() const {
  // Of a service it is the load that counts them.
  const auto of_load = requests_in(load_output_);
  return of_load ? of_load : requests_in(output_);
}

std::vector<Outcome> RunEvaluator::finish(const RunEnd& end, const trace::Health& health, const std::string& cut_why) {
  output_.finish();
  load_output_.finish();
  on_text("\n");
  diagnosed_.finish(health, end, requests());
  std::vector<Outcome> outcomes;
  outcomes.reserve(checks_.size());
  for (std::size_t i = 0; i < checks_.size(); ++i) {
    if (checks_[i].subject.kind == SubjectKind::diagnosis) {
      outcomes.push_back(diagnosed_.outcome_of(checks_[i], cut_why));
      continue;
    }
    const Condition& condition = checks_[i].condition;
    Seen seen = see(i, end);
    seen.observation.gomaxprocs = end.gomaxprocs;
    if (end.gomaxprocs <= 0 && needs_gomaxprocs(condition))
      seen = {{}, "it is compared with a number that grows with gomaxprocs, which is not known"};
    Outcome& outcome = outcomes.emplace_back();
    outcome.check = checks_[i].id;
    if (seen.observation.says_nothing()) {
      outcome.reason = std::move(seen.why_not);
      continue;
    }
    outcome.kind = satisfies(condition, seen.observation) ? OutcomeKind::held : OutcomeKind::missed;
    outcome.seen = seen_text(condition, seen.observation);
    if (const double* number = seen.observation.number()) outcome.number = *number;
  }
  return outcomes;
}

RunEvaluator::Seen RunEvaluator::see(std::size_t check, const RunEnd& end) const {
  const Subject& subject = checks_[check].subject;
  if (subject.kind == SubjectKind::measure) return see_measure(subject.measure, end);
  if (subject.kind == SubjectKind::load) return see_load(subject.measure, end);
  if (subject.fact == RunFact::output) return see_output(check, end);
  Seen seen = see_fact(check, end);
  const auto* text = std::get_if<std::string>(&seen.observation.value);
  if (text == nullptr || !subject.pattern) return seen;
  auto picked = subject.pattern->pick(*text);
  if (!picked)
    return {{}, fmt::format("{} does not match {}", seen_text({}, seen.observation), quote(subject.pattern->text()))};
  return {{std::move(*picked)}, {}};
}

RunEvaluator::Seen RunEvaluator::see_measure(const std::string& name, const RunEnd& end) const {
  if (!end.output_unknown_why.empty()) return {{}, end.output_unknown_why};
  return Seen::measure_of(output_, name, "stdout");
}

RunEvaluator::Seen RunEvaluator::see_load(const std::string& name, const RunEnd& end) const {
  if (end.load == RunEnd::How::unknown) return {{}, end.load_unknown_why};
  return Seen::measure_of(load_output_, name, "the load's stdout");
}

std::optional<double> RunEvaluator::load_measure(const std::string& name, const RunEnd& end,
                                                 std::string& why_not) const {
  const Seen seen = see_load(name, end);
  why_not = seen.why_not;
  const double* number = seen.observation.number();
  return number == nullptr ? std::nullopt : std::optional(*number);
}

RunEvaluator::Seen RunEvaluator::see_output(std::size_t check, const RunEnd& end) const {
  if (!end.output_unknown_why.empty()) return {{}, end.output_unknown_why};
  const auto& pattern = checks_[check].subject.pattern;
  if (pattern && pattern_of_[check] != kNone) {
    auto picked = output_.picked(pattern_of_[check]);
    if (picked) return {{std::move(*picked)}, {}};
    return {{}, fmt::format("no line of stdout matches {}", quote(pattern->text()))};
  }
  auto whole = output_.whole();
  if (whole) return {{std::move(*whole)}, {}};
  return {{},
          fmt::format(R"(stdout is longer than {} KiB: a "pattern" picks the part that counts)", kLongestText >> 10U)};
}

RunEvaluator::Seen RunEvaluator::see_fatal_error(const RunEnd& end) const {
  // What was printed was printed, whatever came after it.
  if (!fatal_error_.empty()) return {{fatal_error_}, {}};
  if (!end.stderr_unknown_why.empty()) return {{}, end.stderr_unknown_why};
  if (end.how == RunEnd::How::unknown) return {{}, end.unknown_why};
  return {{std::string()}, {}};
}

RunEvaluator::Seen RunEvaluator::see_fact(std::size_t check, const RunEnd& end) const {
  using enum RunEnd::How;
  const RunFact fact = checks_[check].subject.fact;
  if (fact == RunFact::fatal_error) return see_fatal_error(end);
  if (fact == RunFact::ready) {
    if (!end.ready) return {{}, "no service was run"};
    return {{*end.ready}, {}};
  }
  if (fact == RunFact::load_exit_status || fact == RunFact::load_timed_out) {
    if (end.load == unknown) return {{}, end.load_unknown_why};
    if (fact == RunFact::load_timed_out) return {{end.load == timed_out}, {}};
    return Seen::end_of(end.load, end.load_number);
  }
  if (end.how == unknown) return {{}, end.unknown_why};
  if (fact == RunFact::timed_out) return {{end.how == timed_out}, {}};
  if (fact == RunFact::signal) return {{end.how == signalled ? signal_name(end.number) : std::string()}, {}};
  return Seen::end_of(end.how, end.number);
}

}  // namespace schedlitmus::expectation
