// A lesson with the real output in it, in each of its forms. Pure functions.
#pragma once

#include <map>
#include <string>

#include "lesson/lesson.hpp"
#include "lesson/taught.hpp"
#include "report/writers.hpp"

namespace schedlitmus::lesson {

struct FilledMarkdown {
  std::string text;
  std::map<std::string, std::string> pictures;  ///< SVG files by name, which lie beside it
};
/// `stem`: what the pictures' names begin with. Made with PictureFor::file.
[[nodiscard]] FilledMarkdown to_markdown(const Lesson& lesson, const Taught& taught, const std::string& stem);

/// One page that asks nobody for anything. Made with PictureFor::page.
[[nodiscard]] std::string to_html(const Lesson& lesson, const Taught& taught);

/// Each statement with its line; what does not hold with what was expected and what was seen.
[[nodiscard]] std::string to_terminal(const Lesson& lesson, const Taught& taught, report::TerminalStyle style);

// What the forms have in common.

/// What a statement says; where its author gave no words, its checks.
[[nodiscard]] std::string words_of(const Statement& statement);
/// "held in 10 of 10 runs, hold rate at least 74 %", "VIOLATED: ...", "not run".
[[nodiscard]] std::string describe(const CheckSaid& check);
/// Of the checks of all releases; failed before inconclusive before ok before skipped.
[[nodiscard]] report::Judgement worst(const Said& said);
[[nodiscard]] std::string_view mark_of(report::Judgement judgement);  // "✓", ...
/// "ten_goroutines, schedtrace every 25ms, GOMAXPROCS=2, on Go 1.5.4 and 1.27.4"
[[nodiscard]] std::string describe_run(const Lesson& lesson, std::size_t run, const Taught& taught);
/// Markdown that the narrator made, as a part of a lesson: its headings are lines of their own, and there is no HTML
/// in it, whatever a trace calls what its goroutines wait for.
[[nodiscard]] std::string part_of_lesson(const std::string& words);
/// "7 statements hold, 1 does not; 83 runs"
[[nodiscard]] std::string describe_totals(const Taught& taught);

}  // namespace schedlitmus::lesson
