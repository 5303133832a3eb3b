// The three kinds of blocks. Internal to the reader.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lesson/lesson.hpp"
#include "support/object_reader.hpp"

namespace schedlitmus::lesson {

/// What the blocks before say, and where errors go.
struct Reading {
  Lesson& lesson;
  const std::string& expectations;  ///< folder
  json::Problems& problems;
  std::vector<Error>& errors;  ///< those of the expectations that are made of blocks

  [[nodiscard]] expectation::Position position(json::Place place) const {
    return {lesson.file, place.line, place.column};
  }
};

/// "go": a selector or a list of them; empty where it is not there.
[[nodiscard]] Releases read_releases(json::ObjectReader& reader, const Reading& reading);
/// "of": the run's place in the lesson; nothing after an error.
[[nodiscard]] std::optional<std::size_t> read_of(json::ObjectReader& reader, const Reading& reading);
/// Reads checks of a run by the strict reader of expectations; nothing after an error.
[[nodiscard]] std::optional<Checks> read_checks(const RunSpec& run, std::vector<json::Value> written,
                                                const Reading& reading);
/// A check that is decided at the end of a run only, so that the run goes on until then.
[[nodiscard]] json::Value whole_check(json::Place place);
/// The run's expectation with these checks.
[[nodiscard]] json::Value with_checks(const json::Value& root, std::vector<json::Value> checks);

/// "run", with its checks where it has any: then the statement is there, too.
void read_run(json::ObjectReader& reader, const Reading& reading, Block& block);
/// "says"
void read_statement(json::ObjectReader& reader, const Reading& reading, Block& block);
/// "show"
void read_show(json::ObjectReader& reader, const Reading& reading, Block& block);

/// The checks of a statement on that run: "checks", or "check" with ids of the run's expectation; "violated".
void read_statement_on(json::ObjectReader& reader, const Reading& reading, std::size_t run, Block& block);

}  // namespace schedlitmus::lesson
