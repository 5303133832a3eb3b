// A lesson as a campaign: of each run on each release one expectation with all
// that is said of it, decided by many short runs, and one with a few runs to
// their end, for what is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expectation/loader.hpp"
#include "lesson/lesson.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::lesson {

/// A run on one release.
struct Place {
  std::size_t run = 0;  ///< of the lesson
  toolchain::Version version;
  std::optional<std::size_t> checks, whole;  ///< its expectations; nothing where none is needed
};

struct LessonPlan {
  expectation::Loaded loaded;
  std::vector<Place> places;
  std::vector<std::vector<std::size_t>> of_statement, of_show;  ///< places of each
  std::vector<Error> errors;                                    ///< releases that are not there, or not meant
};

/// `go`: a selector in place of the lesson's own releases; empty: its own.
/// `to_show`: with what is shown, not only what is said.
[[nodiscard]] LessonPlan make_plan(const Lesson& lesson, const toolchain::Toolchain::Listing& listing,
                                   const std::string& go, bool to_show);

/// A statement's check, and the check of what is shown, as the plan's expectations have them.
[[nodiscard]] std::string id_of(std::size_t statement, const std::string& check);
[[nodiscard]] std::string shown_id(std::size_t show);
/// The name of the lesson's expectations before the slash: the file's without .md.
[[nodiscard]] std::string stem_of(const Lesson& lesson);

}  // namespace schedlitmus::lesson
