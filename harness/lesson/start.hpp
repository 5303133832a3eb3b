// Files to begin with: each works as it stands, and says what to change.
#pragma once

#include <string>

namespace schedlitmus::lesson {

/// A lesson on the ten-goroutine program: text, a statement, an excerpt and a picture.
[[nodiscard]] std::string new_lesson(const std::string& title);
/// The main.go of a program that any release builds.
[[nodiscard]] std::string new_program();
/// An expectation of that program, as a scenario names it.
[[nodiscard]] std::string new_expectation(const std::string& program);

}  // namespace schedlitmus::lesson
