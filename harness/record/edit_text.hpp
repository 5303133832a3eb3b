// An expectation's text with other values in it: all else stays as it was
// written, comments and order too.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "record/new_values.hpp"
#include "support/json.hpp"

namespace schedlitmus::record {

/// Bytes of a text, and what stands there instead.
struct Edit {
  std::size_t begin = 0, end = 0;
  std::string text;
};
/// They do not overlap; those of one place stand in their order.
[[nodiscard]] std::string apply(std::string text, std::vector<Edit> edits);

/// Puts the values into a check's object, and a note of how they came about
/// into its key "accepted". An error, with its place: a value stands there as a
/// parameter, or grows with gomaxprocs.
[[nodiscard]] Result<std::vector<Edit>> edit_check(const json::Value& check, const std::string& source,
                                                   const std::string& file, const std::vector<NewValue>& values,
                                                   const std::string& accepted);

/// The object with its edits, as it would stand in another place of the text.
[[nodiscard]] std::string edited_copy(const json::Value& object, const std::string& source, std::vector<Edit> edits);

/// A check into an entry of "releases", beside or in place of the others there.
[[nodiscard]] Edit add_to_rule(const json::Value& rule, const std::string& source, const std::string& check);

/// An entry of "releases" that is not there yet.
struct NewRule {
  std::string go, why;
  std::vector<std::string> checks;  ///< edited copies
};
/// Behind all others, in their order.
[[nodiscard]] Edit add_rules(const json::Value& root, const std::string& source, const std::vector<NewRule>& rules);

}  // namespace schedlitmus::record
