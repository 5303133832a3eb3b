// What the units of the store share; the only place where SQLite's exceptions
// become errors.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <memory>
#include <string>

#include "store/store.hpp"

namespace schedlitmus::store {

class Store::Impl {
 public:
  std::string path;
  SQLite::Database database;
};

/// Within the caller's transaction: the new campaign's id. Throws SQLite::Exception.
std::int64_t insert_campaign(SQLite::Database& database, const Campaign& campaign);

/// What happened, for a person, with what to do about it.
[[nodiscard]] Error error_of(const SQLite::Exception& exception, const std::string& path);

/// Calls `work(*impl)`; an exception of SQLite is its error, and errors say which store.
template <class Impl, class Work>
auto guarded(const std::unique_ptr<Impl>& impl, Work work) -> decltype(work(*impl)) {
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
