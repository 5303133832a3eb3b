#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <filesystem>

#include "store/impl.hpp"
#include "store/schema.hpp"

namespace schedlitmus::store {
namespace {

namespace fs = std::filesystem;

/// A store is held for one run's insert at a time.
constexpr int kBusyMilliseconds = 30'000;

bool has_log(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path + "-wal", ignored);
}

SQLite::Database open_with(const std::string& path, const char* how) {
  SQLite::Database database(uri_of(path) + how, SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyMilliseconds);
  (void)pragma(database, "schema_version");  // the file is only looked at now
  return database;
}

/// Where no index can be made beside the file (a folder or disk that cannot be
/// written) nobody else can write to it either, and it is read as it lies.
SQLite::Database open_as_it_lies(const std::string& path) {
  try {
    return open_with(path, "?mode=ro");
  } catch (const SQLite::Exception& exception) {
    const int code = exception.getErrorCode();
    const bool not_writable = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
    std::error_code ignored;
    if (!not_writable || (has_log(path) && fs::file_size(path + "-wal", ignored) > 0)) throw;
    return open_with(path, "?immutable=1");
  }
}

/// In a database of its own, which SQLite keeps in memory or in a file without a name.
SQLite::Database copy_of(SQLite::Database& source) {
  SQLite::Database copy("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  SQLite::Backup(copy, source).executeStep(-1);
  return copy;
}

Result<void> check_there(const std::string& path) {
  std::error_code ignored;
  if (path.empty()) return fail("the store has no path");
  if (!fs::exists(path, ignored)) {
    return fail("there is no store", path, "`schedlitmus run` makes one; --store names another file");
  }
  if (!fs::is_regular_file(path, ignored)) return tl::unexpected(not_a_store(path));
  return check_is_ours(path);
}

}  // namespace

ReaderFiles::~ReaderFiles() {
  std::error_code ignored;
  if (!has_log(path) || fs::file_size(path + "-wal", ignored) > 0) return;
  try {
    // The last one that closes the file as a writer takes an empty log away.
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    (void)pragma(database, "schema_version");
  } catch (const SQLite::Exception&) {
    return;  // it cannot be written, so nothing was made either
  }
}

Result<Store> Store::open_to_read(const std::string& path) {
  if (auto there = check_there(path); !there) return tl::unexpected(there.error());
  try {
    auto impl = std::make_shared<Impl>(path, path, open_as_it_lies(path));
    const std::int64_t version = pragma(impl->database, "user_version");
    if (auto usable = check_marks(pragma(impl->database, "application_id"), version, path); !usable) {
      return tl::unexpected(usable.error());
    }
    if (version < kSchemaVersion) {
      impl->database = copy_of(impl->database);
      if (auto done = bring_up_to_date(impl->database, path); !done) return tl::unexpected(done.error());
    }
    return Store(std::move(impl));
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(error_of(exception, path));
  }
}

}  // namespace schedlitmus::store
