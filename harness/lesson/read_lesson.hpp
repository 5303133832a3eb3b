// The strict reader of lessons: Markdown with blocks of JSON. An unknown key, a
// wrong type, a run or a check that is not there is an error at its place in
// the Markdown file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.hpp"
#include "support/result.hpp"

namespace schedlitmus::lesson {

/// All errors are told at once. `expectations`: the folder that names of expectations are relative to.
[[nodiscard]] tl::expected<Lesson, std::vector<Error>> read_lesson(std::string_view text, const std::string& file,
                                                                   const std::string& expectations);

}  // namespace schedlitmus::lesson
