#include "store/schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "store/migrations.hpp"

namespace schedlitmus::store {
namespace {

bool is_empty(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt64() == 0;
}

}  // namespace

std::int64_t pragma(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt64();
}

Error not_a_store(const std::string& path) {
  return {"this file is not a schedlitmus store", path, "it was left as it is; name another file"};
}

Result<void> check_marks(std::int64_t application_id, std::int64_t version, const std::string& path) {
  if (application_id != kApplicationId) return tl::unexpected(not_a_store(path));
  if (version > kSchemaVersion) {
    return fail(
        fmt::format("the store has schema {}, this schedlitmus knows schemas up to {}", version, kSchemaVersion), path,
        "it was left as it is; use the newer schedlitmus that wrote it, or name another file");
  }
  return {};
}

Result<void> bring_up_to_date(SQLite::Database& database, const std::string& path) {
  if (pragma(database, "application_id") == kApplicationId && pragma(database, "user_version") == kSchemaVersion) {
    return {};
  }
  // Looked at again under the lock: another process may be creating the same file.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const std::int64_t version = pragma(database, "user_version");
  if (!is_empty(database)) {
    if (auto usable = check_marks(pragma(database, "application_id"), version, path); !usable) return usable;
  }
  for (std::int64_t step = version; step < kSchemaVersion; ++step) migrate(database, step);
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
  transaction.commit();
  return {};
}

}  // namespace schedlitmus::store
