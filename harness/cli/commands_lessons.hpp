// lesson and new: plain options in, an exit code out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/commands_run.hpp"

namespace schedlitmus::cli {

struct LessonOptions {
  std::vector<std::string> lessons;  ///< Markdown files
  RunOptions run;                    ///< how runs are made and kept
  std::string output;                ///< .md or .html; empty: none
  bool check_only = false;
};
[[nodiscard]] int lesson_command(const LessonOptions& options, const CommonOptions& common);

enum class NewKind : std::uint8_t { lesson, program, expectation };

struct NewOptions {
  NewKind kind = NewKind::lesson;
  std::string name;     ///< or a path that begins with . or /
  std::string program;  ///< of an expectation; empty: that of the same name, else the ten-goroutine article's
};
[[nodiscard]] int new_command(const NewOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
