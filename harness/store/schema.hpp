// The tables of a store, and how a store of an older version gets there.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>

#include "support/result.hpp"

namespace schedlitmus::store {

/// "sLit" in the file's header, where file(1) and others look for the owner of an SQLite file.
inline constexpr std::int64_t kApplicationId = 0x734c6974;
/// PRAGMA user_version; one more for each change of the tables.
inline constexpr std::int64_t kSchemaVersion = 6;

[[nodiscard]] Error not_a_store(const std::string& path);

/// Whether a file with these marks is a store that this version can use.
[[nodiscard]] Result<void> check_marks(std::int64_t application_id, std::int64_t version, const std::string& path);

/// Creates the tables in an empty file, adds what an older store lacks. Throws SQLite::Exception.
[[nodiscard]] Result<void> bring_up_to_date(SQLite::Database& database, const std::string& path);

[[nodiscard]] std::int64_t pragma(SQLite::Database& database, const std::string& name);

}  // namespace schedlitmus::store
