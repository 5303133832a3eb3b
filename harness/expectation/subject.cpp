#include "expectation/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using List = Observation::List;

// type g's status in runtime2.go; 5 and 7 were never used.
constexpr auto kStatuses = std::to_array<Word>({
    {"idle", "0: just made"},
    {"runnable", "1: in a run queue"},
    {"running", "2: runs Go code"},
    {"syscall", "3: in a system call"},
    {"waiting", "4: parked, not able to run"},
    {"moribund", "5: not used"},
    {"dead", "6: ended; kept for a new one"},
    {"enqueue", "7: not used"},
    {"copystack", "8: its stack is being moved"},
    {"preempted", "9: stopped for another (from 1.14 on)"},
    {"leaked", "10: waits for what nobody can do (from 1.26 on)"},
    {"deadextra", "11: dead, on an M for calls from C (from 1.26 on)"},
    {"live", "every status but 6 and 11; the default"},
    {"any", "every status, the dead ones too"},
});

constexpr auto kFacts = std::to_array<Word>({
    {"exit_status", "a number: the exit code, or 128 and the number of the signal that killed the program"},
    {"timed_out", "true or false: whether the run was stopped at its deadline"},
    {"fatal_error", "a text: the first line of a fatal error, a panic or a signal's report; empty: none"},
    {"stdout", "a text: what the program printed on stdout, without blanks at its end"},
    {"signal", "a text: the signal that killed the program, such as SIGSEGV; empty: none"},
    {"ready", "true or false: whether a service was ready in time"},
    {"load_exit_status", "a number: likewise of a service's load"},
    {"load_timed_out", "true or false: whether a service's load was stopped at its deadline"},
});

bool counts(const GoroutineFilter& filter, const trace::Goroutine& g) {
  if (filter.status ? g.status != *filter.status : !filter.every_status && !trace::is_live(g)) return false;
  if (filter.waitreason && (g.status != trace::kGStatusWaiting || g.waitreason != *filter.waitreason)) return false;
  return !filter.locked || g.lockedm.has_value() == *filter.locked;
}

Observation::Value count_goroutines(const GoroutineFilter& filter, const trace::Sample& sample) {
  // Of a torn sample the last number may be cut: a goroutine seems to be locked to another M, or to none.
  if (!sample.goroutines_whole || (filter.locked && !sample.complete)) return {};
  return static_cast<double>(
      std::ranges::count_if(sample.goroutines, [&](const trace::Goroutine& g) { return counts(filter, g); }));
}

Observation::Value to_value(trace::Observation&& seen) {
  return std::visit([](auto&& value) { return Observation::Value(std::forward<decltype(value)>(value)); },
                    std::move(seen));
}

std::optional<double> number_of(const trace::Sample& sample, const trace::FieldInfo* field) {
  if (field == nullptr) return std::nullopt;
  const trace::Observation seen = trace::observe(sample, *field);
  if (const auto* number = std::get_if<double>(&seen)) return *number;
  const auto* list = std::get_if<List>(&seen);
  if (list == nullptr) return std::nullopt;
  return std::accumulate(list->begin(), list->end(), 0.0,
                         [](double sum, std::int64_t entry) { return sum + static_cast<double>(entry); });
}

Observation::Value observe_two(const Subject& subject, const trace::Sample& sample) {
  const auto first = number_of(sample, subject.field);
  const auto second = number_of(sample, subject.second);
  if (!first || !second) return {};
  if (subject.kind == SubjectKind::difference) return *first - *second;
  if (*second == 0) return {};
  return *first / *second;
}

std::string describe(const GoroutineFilter& filter) {
  std::string text = "goroutines";
  if (filter.status) {
    text += fmt::format(" {}", kStatuses.at(static_cast<std::size_t>(*filter.status)).name);
  } else if (filter.waitreason) {
    text += " waiting";
  } else if (filter.every_status) {
    text += " of any status";
  }
  if (filter.waitreason) text += fmt::format(" ({})", *filter.waitreason);
  if (filter.locked) text += *filter.locked ? ", locked" : ", not locked";
  return text;
}

std::string_view name_of(const trace::FieldInfo* field) { return field == nullptr ? "?" : field->name; }

}  // namespace

Subject subject_of(const trace::FieldInfo& field) {
  Subject subject;
  subject.field = &field;
  return subject;
}

bool is_of_run(const Subject& subject) {
  return subject.kind == SubjectKind::measure || subject.kind == SubjectKind::load ||
         subject.kind == SubjectKind::outcome || subject.kind == SubjectKind::diagnosis;
}

bool is_of_load(const Subject& subject) {
  if (subject.kind == SubjectKind::load) return true;
  return subject.kind == SubjectKind::outcome &&
         (subject.fact == RunFact::load_exit_status || subject.fact == RunFact::load_timed_out);
}

bool is_of_service(const Subject& subject) {
  return is_of_load(subject) || (subject.kind == SubjectKind::outcome && subject.fact == RunFact::ready);
}

bool needs_samples(const Subject& subject) { return !is_of_run(subject) || subject.kind == SubjectKind::diagnosis; }

ValueKind kind_of(const Subject& subject) {
  if (subject.kind == SubjectKind::field && subject.field != nullptr && subject.field->is_list) return ValueKind::list;
  if (subject.kind == SubjectKind::diagnosis) return ValueKind::fact;
  if (subject.kind != SubjectKind::outcome) return ValueKind::number;
  switch (subject.fact) {
    case RunFact::exit_status:
    case RunFact::load_exit_status:
      return ValueKind::number;
    case RunFact::timed_out:
    case RunFact::load_timed_out:
    case RunFact::ready:
      return ValueKind::fact;
    case RunFact::fatal_error:
    case RunFact::output:
    case RunFact::signal:
      break;
  }
  return ValueKind::text;
}

bool needs_detail(const Subject& subject) {
  if (subject.kind == SubjectKind::diagnosis) return diagnosis::about(subject.diagnosis).needs_detail;
  return subject.kind == SubjectKind::goroutines || (subject.field != nullptr && subject.field->needs_detail) ||
         (subject.second != nullptr && subject.second->needs_detail);
}

std::string why_absent(const Subject& subject, int minor, bool detail) {
  if (subject.kind == SubjectKind::diagnosis && !detail && needs_detail(subject))
    return fmt::format("{} is seen with scheddetail only", describe(subject));
  for (const trace::FieldInfo* field : {subject.field, subject.second}) {
    if (field == nullptr) continue;
    const std::string why = trace::why_absent(*field, minor, detail);
    if (!why.empty()) return fmt::format("{}: {}", field->name, why);
  }
  return {};
}

std::string describe(const Subject& subject) {
  switch (subject.kind) {
    case SubjectKind::field:
      return std::string(name_of(subject.field));
    case SubjectKind::ratio:
      return fmt::format("{} / {}", name_of(subject.field), name_of(subject.second));
    case SubjectKind::difference:
      return fmt::format("{} - {}", name_of(subject.field), name_of(subject.second));
    case SubjectKind::goroutines:
      return describe(subject.goroutines);
    case SubjectKind::measure:
      return "measure " + subject.measure;
    case SubjectKind::diagnosis:
      return fmt::format("diagnosis {}", diagnosis::name_of(subject.diagnosis));
    case SubjectKind::load:
      return fmt::format("measure {} of the load", subject.measure);
    case SubjectKind::outcome:
      break;
  }
  std::string text(kFacts.at(static_cast<std::size_t>(subject.fact)).name);
  if (subject.pattern) text += fmt::format(" picked by {}", quote(subject.pattern->text()));
  return text;
}

Observation observe(const Subject& subject, const trace::Sample& sample) {
  Observation seen;
  seen.gomaxprocs = static_cast<double>(sample.header.get(trace::HeaderField::gomaxprocs).value_or(0));
  switch (subject.kind) {
    case SubjectKind::field:
      if (subject.field != nullptr) seen.value = to_value(trace::observe(sample, *subject.field));
      break;
    case SubjectKind::ratio:
    case SubjectKind::difference:
      seen.value = observe_two(subject, sample);
      break;
    case SubjectKind::goroutines:
      seen.value = count_goroutines(subject.goroutines, sample);
      break;
    case SubjectKind::measure:
    case SubjectKind::load:
    case SubjectKind::outcome:
    case SubjectKind::diagnosis:
      break;
  }
  return seen;
}

std::span<const Word> goroutine_statuses() { return kStatuses; }
std::span<const Word> run_facts() { return kFacts; }

}  // namespace schedlitmus::expectation
