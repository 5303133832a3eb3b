// What the units of the store share; the only place where SQLite's exceptions
// become errors.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <memory>
#include <string>

#include "store/store.hpp"

namespace schedlitmus::store {

/// A reader of a WAL file makes an index and an empty log beside it, and leaves
/// them there. This takes them away once the database is closed, if nobody
/// else has it open.
struct ReaderFiles {
  std::string path;  ///< of the store; empty: leave all as it is
  ReaderFiles() = default;
  explicit ReaderFiles(std::string of) : path(std::move(of)) {}
  ReaderFiles(const ReaderFiles&) = delete;
  ReaderFiles& operator=(const ReaderFiles&) = delete;
  ReaderFiles(ReaderFiles&&) = delete;
  ReaderFiles& operator=(ReaderFiles&&) = delete;
  ~ReaderFiles();
};

class Store::Impl {
 public:
  Impl(std::string of, SQLite::Database opened) : path(std::move(of)), database(std::move(opened)) {}
  Impl(std::string of, std::string reader_files, SQLite::Database opened)
      : path(std::move(of)), files(std::move(reader_files)), database(std::move(opened)) {}

  std::string path;
  ReaderFiles files;
  SQLite::Database database;
};

/// Within the caller's transaction: the new campaign's id. Throws SQLite::Exception.
std::int64_t insert_campaign(SQLite::Database& database, const Campaign& campaign);

/// Likewise: what another state of the campaign knows more. Its sessions; where
/// it is the further one, also the builds and errors of its cells.
void take_state(SQLite::Database& database, std::int64_t id, const Campaign& campaign, bool further);

/// What happened, for a person, with what to do about it.
[[nodiscard]] Error error_of(const SQLite::Exception& exception, const std::string& path);

/// An URI of SQLite for a path, which may hold any byte.
[[nodiscard]] std::string uri_of(const std::string& path);
/// The file at the path is a store that this version can use, or one that others hold just now.
[[nodiscard]] Result<void> check_is_ours(const std::string& path);

/// Calls `work(*impl)`; an exception of SQLite is its error, and errors say which store.
template <class Impl, class Work>
auto guarded(const std::shared_ptr<Impl>& impl, Work work) -> decltype(work(*impl)) {
  if (!impl) return fail("the store was moved to another object");
  try {
    auto result = work(*impl);
    if (!result && result.error().where.empty()) result.error().where = impl->path;
    return result;
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(error_of(exception, impl->path));
  }
}

}  // namespace schedlitmus::store
