// The words of one check on one release: what was seen, when, and how it is to be read.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "report/format.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {

std::string_view word_of(bool held) {
  return expectation::name_of(held ? expectation::OutcomeKind::held : expectation::OutcomeKind::missed);
}

std::string describe_judgement(const CheckReport& check) {
  std::string name(verdict::name_of(check.verdict.kind));
  switch (judge(check)) {
    case Judgement::ok:
      return check.expected_violated ? "VIOLATED, as the file expects" : name;
    case Judgement::failed:
      return check.expected_violated ? "HOLDS, but the file expects VIOLATED" : name;
    case Judgement::inconclusive:
    case Judgement::skipped:
      break;
  }
  return name;
}

namespace {

constexpr std::size_t kExamples = 3;

}  // namespace

std::string_view label_of_times(const CheckReport& check) {
  return check.value_of == ValueOf::sample ? "sampled at" : "decided at";
}

std::string format_seen(const CheckReport& check, const std::string& seen, Millis time) {
  return fmt::format("{} {} {}", clean_text(seen), check.value_of == ValueOf::sample ? "at" : "by",
                     format_duration(time));
}

std::string describe_times(const CheckReport& check) {
  std::string text;
  const auto& times = check.deciding_times;
  if (!times.empty()) {
    const auto [first, last] = std::minmax_element(times.begin(), times.end());
    text = format_duration(*first);
    if (*first != *last) text += " to " + format_duration(*last);
  }
  std::vector<std::string> examples;
  for (const auto& example : check.verdict.examples) {
    if (!example.time || examples.size() == kExamples) continue;
    std::string entry = format_seen(check, example.seen, *example.time);
    if (std::find(examples.begin(), examples.end(), entry) == examples.end()) examples.push_back(std::move(entry));
  }
  if (examples.empty()) return text;
  const bool all_at_once = std::adjacent_find(times.begin(), times.end(), std::not_equal_to<>()) == times.end();
  if (all_at_once) text.clear();  // the examples say it already
  return fmt::format("{}{}{}", text, text.empty() ? "" : ", such as ", fmt::join(examples, ", "));
}

std::vector<std::string> describe_samples(const CheckReport& check) {
  std::vector<std::string> lines;
  lines.reserve(check.samples.size());
  for (const auto& sample : check.samples) {
    const std::string line =
        sample.line.empty() ? format_seen(check, sample.seen, sample.time) : clean_text(sample.line);
    lines.push_back(fmt::format("run {}: {} ({})", sample.run, line, word_of(sample.held)));
  }
  return lines;
}

std::string describe_with_excluded(const CheckReport& check) {
  if (!check.with_excluded) return {};
  const auto& all = *check.with_excluded;
  return fmt::format("with the excluded runs {}: held in {} of {}", verdict::name_of(all.kind), all.held,
                     all.held + all.missed);
}

std::string format_place(const CheckReport& check) {
  const std::string file = clean_text(check.file);
  return check.line > 0 ? fmt::format("{}:{}", file, check.line) : file;
}

std::vector<std::string> notes_of(const CheckReport& check) {
  std::vector<std::string> notes;
  if (check.expected_violated) notes.push_back("the file expects VIOLATED here: " + clean_text(check.expected_why));
  if (!check.replaced_why.empty())
    notes.push_back(fmt::format("checked in the release's own form, {}: {}", clean_text(check.condition),
                                clean_text(check.replaced_why)));
  if (check.with_excluded) {
    const auto& all = *check.with_excluded;
    notes.push_back(fmt::format("{} excluded for host noise; with them {}, held in {} of {}",
                                count_of(static_cast<std::uint64_t>(check.verdict.excluded), "run"),
                                verdict::name_of(all.kind), all.held, all.held + all.missed));
  }
  return notes;
}

}  // namespace schedlitmus::report
