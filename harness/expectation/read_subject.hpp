// What a check looks at: field, ratio, difference, goroutines, measure or
// outcome. Internal to the loader.
#pragma once

#include <span>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/read_scenario.hpp"

namespace schedlitmus::expectation {

/// Nothing where it is in error, which is reported.
[[nodiscard]] std::optional<Subject> read_subject(ObjectReader& reader, const Limits& limits, Problems& problems);

/// Whether it has a key of a subject that is known at the end of a run only, right or wrong.
[[nodiscard]] bool looks_at_run(const json::Value& check);

/// A text that can be the name of a measure; one that cannot is reported.
[[nodiscard]] std::optional<std::string> read_measure_name(const json::Member& member, Problems& problems);

/// A text that is a regular expression; nothing after an error.
[[nodiscard]] std::optional<Pattern> read_regex(const json::Value& value, const std::string& name, Problems& problems);

/// The keys that say what is looked at, each with what it means, an example of
/// its value and what it looks at. The schema and the documentation read them.
struct SubjectKey {
  std::string_view name;
  std::string_view meaning;
  std::string_view example;  ///< JSON
  bool of_run;               ///< known at the end of a run only
};
[[nodiscard]] std::span<const SubjectKey> subject_keys();

}  // namespace schedlitmus::expectation
