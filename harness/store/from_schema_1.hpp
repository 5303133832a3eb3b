// What a store of schema 1 did not say in columns, read from what it did say.
#pragma once

#include <SQLiteCpp/Database.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace schedlitmus::store {

/// The plan key of schema 1, taken apart:
///     effort 1
///     godebug NAME=VALUE                 any number
///     cell EXPECTATION RELEASE PROCS     any number; EXPECTATION counts from 0
///     expectation NAME BYTES             any number, each followed by the file's
///     {...}                              text and a line end
struct OldPlan {
  struct Cell {
    std::size_t expectation = 0;
    std::string release;
    int gomaxprocs = 1;
  };
  std::string effort = "normal";
  std::map<std::string, std::string> godebug;
  std::vector<Cell> cells;
  std::vector<std::string> expectations;  ///< names
};
/// What can be read of it, from the beginning.
[[nodiscard]] OldPlan read_old_plan(std::string_view key);

/// Fills the columns and tables that schema 2 added, and makes uids unique.
/// The uids follow from the content: each copy of a store gets the same ones.
void fill_in_from_schema_1(SQLite::Database& database);

}  // namespace schedlitmus::store
