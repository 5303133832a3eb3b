// What is different between two texts, line by line, as `diff -u` shows it.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus {

/// With three lines around each change; empty where the texts are the same.
/// `name` stands in the head, for both. A last line without an end is told as
/// diff tells it. Texts with tens of thousands of changed lines come out as one
/// change from the first different line to the last.
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after, std::string_view name);

}  // namespace schedlitmus
