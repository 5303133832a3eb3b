#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "store/impl.hpp"
#include "store/schema.hpp"

namespace schedlitmus::store {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// How long to wait for other processes; they hold the file for one run's insert at a time.
constexpr milliseconds kBusyTimeout{30'000};

constexpr const char* kHex = "0123456789ABCDEF";

/// The place is free, or taken by a store; the folder is there.
Result<void> prepare_place(const std::string& path) {
  if (path.empty()) return fail("the store has no path");
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::exists(status)) {
    if (!fs::is_regular_file(status)) return tl::unexpected(not_a_store(path));
    // SQLite takes an empty file for a new one: so it is left by a creation that was cut off.
    return fs::file_size(path, code) == 0 ? Result<void>{} : check_is_ours(path);
  }
  const fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) return {};
  fs::create_directories(folder, code);
  if (code) return fail("cannot create the store's folder: " + code.message(), folder.string(), "name another file");
  return {};
}

/// The change to WAL needs the file for itself and, unlike all else, does not
/// wait for it. A file system that cannot do it keeps the rollback journal,
/// which is as durable.
void use_wal(SQLite::Database& database) {
  const auto give_up = std::chrono::steady_clock::now() + kBusyTimeout;
  while (true) {
    const int code = database.tryExec("PRAGMA journal_mode = WAL");
    if (code == SQLITE_OK) return;
    if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up) {
      throw SQLite::Exception(database.getHandle(), code);
    }
    std::this_thread::sleep_for(milliseconds{5});
  }
}

const char* hint_of(const SQLite::Exception& exception) {
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process holds the store; try again when it has ended";
    case SQLITE_FULL:
      return "free some space on the disk; what was stored before is safe";
    case SQLITE_IOERR:
      return "the disk failed, has no space left, or the file may not grow (ulimit -f); what was stored before is safe";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "the file and its folder have to be writable; name another file";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the file is damaged; keep a copy and name another file";
    default:
      return "";
  }
}

}  // namespace

std::string uri_of(const std::string& path) {
  std::string uri = "file://";
  for (const char c : fs::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri;
}

/// Looks at the marks of a file that may be somebody else's. "immutable" reads
/// the main file only: no lock, no journal rolled back, no -wal or -shm made.
/// Not read as plain bytes, because closing a file drops this process's POSIX
/// locks on it, and another Store in this process may hold some; SQLite minds.
Result<void> check_is_ours(const std::string& path) {
  try {
    SQLite::Database database(uri_of(path) + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    return check_marks(pragma(database, "application_id"), pragma(database, "user_version"), path);
  } catch (const SQLite::Exception& exception) {
    if (exception.getErrorCode() == SQLITE_NOTADB) return tl::unexpected(not_a_store(path));
    // Without locks a store that is being written can look damaged, for the
    // moment; one that is will be found so when it is opened.
    return {};
  }
}

Error error_of(const SQLite::Exception& exception, const std::string& path) {
  if (exception.getExtendedErrorCode() == SQLITE_CONSTRAINT_FOREIGNKEY) {
    return {"the store has no such campaign", path, ""};
  }
  return {std::string("the store: ") + exception.what(), path, hint_of(exception)};
}

Result<Store> Store::open(const std::string& path) {
  if (auto ready = prepare_place(path); !ready) return tl::unexpected(ready.error());
  try {
    auto impl = std::make_shared<Impl>(path, SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                                              static_cast<int>(kBusyTimeout.count())));
    SQLite::Database& database = impl->database;
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA synchronous = FULL");  // in WAL mode anything less may lose the newest runs with the power
    if (auto done = bring_up_to_date(database, path); !done) return tl::unexpected(done.error());
    use_wal(database);
    return Store(std::move(impl));
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(error_of(exception, path));
  }
}

}  // namespace schedlitmus::store
