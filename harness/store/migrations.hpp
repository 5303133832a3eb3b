// The steps by which the tables became what they are.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>

namespace schedlitmus::store {

/// Brings a store from `version`, 0 for an empty file, to the next one, inside
/// of the caller's transaction. Throws SQLite::Exception.
void migrate(SQLite::Database& database, std::int64_t version);

}  // namespace schedlitmus::store
