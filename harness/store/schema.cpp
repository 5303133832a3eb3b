#include "store/schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <array>

namespace schedlitmus::store {
namespace {

/// Step n brings version n to n + 1. A step that was released is never changed.
constexpr std::array<const char*, kSchemaVersion> kSteps{R"sql(
CREATE TABLE campaign (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_key TEXT NOT NULL,
  started  TEXT NOT NULL,
  command  TEXT NOT NULL,
  seed     INTEGER NOT NULL,  -- 64 bits, unsigned: negative here means + 2^64
  host     TEXT NOT NULL,
  finished INTEGER NOT NULL CHECK (finished IN (0, 1))
) STRICT;
CREATE INDEX campaign_by_plan ON campaign (plan_key);

CREATE TABLE expectation (
  campaign INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  name     TEXT NOT NULL,
  source   TEXT NOT NULL,
  PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign           INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
  expectation        TEXT NOT NULL,
  release            TEXT NOT NULL,
  gomaxprocs         INTEGER NOT NULL,
  godebug            TEXT NOT NULL,
  command            TEXT NOT NULL,
  executable         TEXT NOT NULL,
  toolchain          TEXT NOT NULL,
  go_line            TEXT NOT NULL,
  default_godebug    TEXT NOT NULL,
  started            TEXT NOT NULL,
  counts             INTEGER NOT NULL CHECK (counts IN (0, 1)),
  excluded_why       TEXT NOT NULL,
  ending             TEXT NOT NULL,
  code               INTEGER NOT NULL,
  signal             INTEGER NOT NULL,
  wall_ns            INTEGER NOT NULL,
  user_cpu_ns        INTEGER NOT NULL,
  system_cpu_ns      INTEGER NOT NULL,
  max_rss_bytes      INTEGER NOT NULL,
  stdout_bytes       INTEGER NOT NULL,  -- written by the program; run_stream has what was kept
  stderr_bytes       INTEGER NOT NULL,
  leftovers          INTEGER NOT NULL,
  run_delay_share    REAL,  -- NULL: not known
  cpu_pressure       REAL,
  steal_share        REAL,
  trace_bytes        INTEGER NOT NULL,
  trace_lines        INTEGER NOT NULL,
  samples            INTEGER NOT NULL,
  incomplete_samples INTEGER NOT NULL
) STRICT;
CREATE INDEX run_by_campaign ON run (campaign);

CREATE TABLE outcome (
  run      INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  position INTEGER NOT NULL,
  check_id TEXT NOT NULL,
  kind     TEXT NOT NULL,
  time_ms  INTEGER,  -- of the sample that decided
  seen     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  samples  INTEGER NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE trouble (
  run        INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  name       TEXT NOT NULL,
  count      INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  example    TEXT NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_stream (
  run    INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  stream TEXT NOT NULL CHECK (stream IN ('stdout', 'stderr')),
  bytes  INTEGER NOT NULL,  -- before compression
  zstd   BLOB NOT NULL,
  PRIMARY KEY (run, stream)
) STRICT;
)sql"};

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
  for (std::int64_t step = version; step < kSchemaVersion; ++step) {
    database.exec(kSteps.at(static_cast<std::size_t>(step)));
  }
  database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
  database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
  transaction.commit();
  return {};
}

}  // namespace schedlitmus::store
