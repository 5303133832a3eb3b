#include "expectation/read_subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;
using json::Value;

constexpr auto kKeys = std::to_array<SubjectKey>({
    {"field", "an observable of each sample: the runtime's own words, and a few derived from them", R"("runqueue")",
     false},
    {"ratio",
     "the first field over the second, a list by its sum; a sample in which the second is 0 says nothing about it",
     R"(["syscall_goroutines", "goroutines"])", false},
    {"difference", "the first field minus the second, a list by its sum", R"(["threads", "idlethreads"])", false},
    {"goroutines",
     "how many goroutines of a sample are in a state, by status, wait reason and lock; detailed traces only",
     R"({"status": "waiting", "waitreason": "chan receive"})", false},
    {"measure", "a number that the program prints on stdout in a line \"measure: name=value\"; the last one counts",
     R"("served")", true},
    {"load", "a number that the load of a service prints, likewise", R"("requests")", true},
    {"outcome",
     "how the run ended, or what it printed: exit_status, timed_out, fatal_error, stdout or signal; of a service "
     "ready, load_exit_status and load_timed_out, too",
     R"("exit_status")", true},
    {"diagnosis", "what the trace says is wrong with the program, by name, as `schedlitmus diagnose` does",
     R"("goroutine-leak")", true},
});

std::vector<std::string_view> names_of(std::span<const Word> words) {
  std::vector<std::string_view> names;
  for (const Word& word : words) names.push_back(word.name);
  return names;
}

const trace::FieldInfo* read_field(const Value& value, const std::string& name, const Limits& limits,
                                   Problems& problems) {
  const auto text = read_text(value, name, problems);
  if (!text) return nullptr;
  const trace::FieldInfo* field = trace::find_field(*text);
  if (field == nullptr) {
    std::vector<std::string_view> names;
    names.reserve(trace::all_fields().size());
    for (const trace::FieldInfo& info : trace::all_fields()) names.push_back(info.name);
    problems.add(value.place, fmt::format("unknown field {}", quote(*text)), did_you_mean(*text, names));
  } else if (field->needs_detail && limits.detail == false) {
    problems.add(value.place, fmt::format("{} is in detailed traces only", quote(*text)),
                 R"(set "trace": {"detail": true} in the scenario)");
  }
  return field;
}

std::optional<Subject> read_two(const Member& member, const Limits& limits, Problems& problems) {
  Subject subject;
  subject.kind = member.key == "ratio" ? SubjectKind::ratio : SubjectKind::difference;
  if (!expect_type(member.value, json::Type::array, quote(member.key), problems)) return std::nullopt;
  if (member.value.items.size() != 2) {
    problems.add(member.value.place,
                 fmt::format("{} has {}, not two", quote(member.key), count_of(member.value.items.size(), "field")),
                 fmt::format(R"(such as "{}": ["threads", "gomaxprocs"])", member.key));
    return std::nullopt;
  }
  const std::string name = fmt::format("an entry of {}", quote(member.key));
  subject.field = read_field(member.value.items[0], name, limits, problems);
  subject.second = read_field(member.value.items[1], name, limits, problems);
  if (subject.field == nullptr || subject.second == nullptr) return std::nullopt;
  if (subject.field == subject.second)
    problems.add(member.value.items[1].place,
                 fmt::format("{} of {} and itself is always the same", member.key, quote(subject.field->name)));
  return subject;
}

void read_status(const Value& value, GoroutineFilter& filter, Problems& problems) {
  const auto statuses = goroutine_statuses();
  const auto numbered = static_cast<int>(statuses.size()) - 2;  // without "live" and "any"
  if (value.type == json::Type::number) {
    filter.status = read_integer(value, R"("status")", 0, numbered - 1, problems);
    return;
  }
  const auto name = read_text(value, R"("status")", problems);
  if (!name) return;
  const auto found = std::ranges::find(statuses, *name, &Word::name);
  if (found == statuses.end()) {
    problems.add(value.place, fmt::format("unknown status {}", quote(*name)), did_you_mean(*name, names_of(statuses)));
  } else if (found - statuses.begin() < numbered) {
    filter.status = found - statuses.begin();
  } else {
    filter.every_status = *name == "any";
  }
}

std::optional<Subject> read_goroutines(const Member& member, const Limits& limits, Problems& problems) {
  Subject subject;
  subject.kind = SubjectKind::goroutines;
  GoroutineFilter& filter = subject.goroutines;
  ObjectReader reader(member.value, R"("goroutines")", problems);
  const Member* status = reader.get("status");
  if (status != nullptr) read_status(status->value, filter, problems);
  if (const Member* reason = reader.get("waitreason")) {
    filter.waitreason = read_text(reason->value, R"("waitreason")", problems);
    const bool other = filter.status && *filter.status != trace::kGStatusWaiting;
    if (other)
      problems.add(reason->key_place, R"("waitreason" of goroutines that do not wait)",
                   R"(the runtime leaves an old one there: "status" must be "waiting", or left out)");
  }
  if (const Member* locked = reader.get("locked")) filter.locked = read_bool(locked->value, R"("locked")", problems);
  reader.finish();
  if (!reader.is_object()) return std::nullopt;
  if (limits.detail == false)
    problems.add(member.key_place, "goroutines are in detailed traces only",
                 R"(set "trace": {"detail": true} in the scenario)");
  return subject;
}

std::optional<Subject> read_measure(const Member& member, Problems& problems) {
  Subject subject;
  subject.kind = member.key == "load" ? SubjectKind::load : SubjectKind::measure;
  auto name = read_measure_name(member, problems);
  if (!name) return std::nullopt;
  subject.measure = std::move(*name);
  return subject;
}

/// What is known only where the scenario has a service, or one with a load.
void refuse_without_service(const Member& member, const Subject& subject, const Limits& limits, Problems& problems) {
  if (is_of_service(subject) && limits.has_command == false) {
    problems.add(member.value.place, fmt::format("{} without a service", quote(describe(subject))),
                 R"(it is known where the scenario has a "command")");
  } else if (is_of_load(subject) && limits.has_load == false) {
    problems.add(member.value.place, fmt::format("{} without a load", quote(describe(subject))),
                 R"(add "load" to the "command" of the scenario)");
  }
}

void read_pattern(ObjectReader& reader, Subject& subject, Problems& problems) {
  const Member* member = reader.get("pattern");
  if (member == nullptr) return;
  if (kind_of(subject) != ValueKind::text) {
    problems.add(member->key_place, R"("pattern" does not belong here)",
                 R"(it picks a part of a text: "outcome": "stdout" or "fatal_error")");
    return;
  }
  subject.pattern = read_regex(member->value, R"("pattern")", problems);
}

std::optional<Subject> read_outcome(const Member& member, Problems& problems) {
  Subject subject;
  subject.kind = SubjectKind::outcome;
  const auto name = read_text(member.value, R"("outcome")", problems);
  if (!name) return std::nullopt;
  const auto facts = run_facts();
  const auto found = std::ranges::find(facts, *name, &Word::name);
  if (found == facts.end()) {
    problems.add(member.value.place, fmt::format("unknown outcome {}", quote(*name)),
                 did_you_mean(*name, names_of(facts)));
    return std::nullopt;
  }
  subject.fact = static_cast<RunFact>(found - facts.begin());
  return subject;
}

std::optional<Subject> read_named_diagnosis(const Member& member, const Limits& limits, Problems& problems) {
  const auto word = read_text(member.value, R"("diagnosis")", problems);
  if (!word) return std::nullopt;
  const auto name = diagnosis::name_from(*word);
  if (!name) {
    std::vector<std::string_view> words;
    for (const auto& each : diagnosis::all_diagnoses()) words.push_back(each.word);
    problems.add(member.value.place, fmt::format("unknown diagnosis {}", quote(*word)), did_you_mean(*word, words));
    return std::nullopt;
  }
  Subject subject;
  subject.kind = SubjectKind::diagnosis;
  subject.diagnosis = *name;
  if (needs_detail(subject) && limits.detail == false)
    problems.add(member.value.place, fmt::format("{} is seen in detailed traces only", quote(*word)),
                 R"(set "trace": {"detail": true} in the scenario)");
  return subject;
}

std::optional<Subject> read_one(const Member& member, const Limits& limits, Problems& problems) {
  if (member.key == "ratio" || member.key == "difference") return read_two(member, limits, problems);
  if (member.key == "goroutines") return read_goroutines(member, limits, problems);
  if (member.key == "measure" || member.key == "load") return read_measure(member, problems);
  if (member.key == "outcome") return read_outcome(member, problems);
  if (member.key == "diagnosis") return read_named_diagnosis(member, limits, problems);
  const auto* const field = read_field(member.value, R"("field")", limits, problems);
  return field == nullptr ? std::nullopt : std::optional(subject_of(*field));
}

}  // namespace

std::span<const SubjectKey> subject_keys() { return kKeys; }

std::optional<std::string> read_measure_name(const Member& member, Problems& problems) {
  auto name = read_filled_text(member.value, quote(member.key), problems);
  if (name && name->find_first_of(" \t\r\n=") != std::string::npos)
    problems.add(member.value.place, fmt::format("{} cannot be the name of a measure", quote(*name)),
                 R"(the program prints "measure: name=value": a name has no blank and no "=")");
  return name;
}

bool looks_at_run(const Value& check) {
  return std::ranges::any_of(kKeys,
                             [&](const SubjectKey& key) { return key.of_run && check.find(key.name) != nullptr; });
}

std::optional<Pattern> read_regex(const Value& value, const std::string& name, Problems& problems) {
  const auto text = read_filled_text(value, name, problems);
  if (!text) return std::nullopt;
  auto pattern = Pattern::parse(*text);
  if (pattern) return std::move(*pattern);
  problems.add(value.place, fmt::format("{}: {} is no regular expression", name, quote(*text)), pattern.error().hint);
  return std::nullopt;
}

std::optional<Subject> read_subject(ObjectReader& reader, const Limits& limits, Problems& problems) {
  std::optional<Subject> subject;
  const Member* first = nullptr;
  for (const SubjectKey& key : kKeys) {
    const Member* member = reader.get(key.name);
    if (member == nullptr) continue;
    if (first != nullptr) {
      problems.add(member->key_place, fmt::format("{} beside {}", quote(member->key), quote(first->key)),
                   "a check looks at one thing");
      continue;
    }
    first = member;
    subject = read_one(*member, limits, problems);
    if (limits.traced == false && (!key.of_run || key.name == "diagnosis"))
      problems.add(member->key_place, fmt::format("{} without a trace", quote(key.name)),
                   R"("trace": false of the scenario leaves it out: "measure" and "outcome" remain)");
    if (subject) refuse_without_service(*member, *subject, limits, problems);
  }
  if (first == nullptr && reader.is_object()) {
    problems.add(
        reader.place(), "the check does not say what it looks at",
        R"(add "field": "runqueue", or one of "ratio", "difference", "goroutines", "measure", "outcome", "diagnosis")");
  }
  if (subject) {
    read_pattern(reader, *subject, problems);
  } else {
    (void)reader.get("pattern");
  }
  return subject;
}

}  // namespace schedlitmus::expectation
