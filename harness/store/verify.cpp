#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "store/impl.hpp"

namespace schedlitmus::store {
namespace {

constexpr const char* kDamaged = "the store is damaged";
constexpr const char* kHint = "`sqlite3 FILE .recover` may save some of it";

Result<void> check_pages(const SQLite::Database& database) {
  SQLite::Statement check(database, "PRAGMA integrity_check(1)");
  if (check.executeStep() && check.getColumn(0).getString() == "ok") return {};
  return fail(kDamaged + std::string(": ") + check.getColumn(0).getString(), {}, kHint);
}

Result<void> check_references(const SQLite::Database& database) {
  SQLite::Statement check(database, "PRAGMA foreign_key_check");
  if (!check.executeStep()) return {};
  return fail(kDamaged + std::string(": the table ") + check.getColumn(0).getString() + " lacks what it belongs to", {},
              kHint);
}

Result<void> check_streams(const Run& run) {
  std::vector<const KeptStream*> streams{&run.out, &run.err};
  if (run.service) {
    for (const auto& part : run.service->parts) streams.insert(streams.end(), {&part.out, &part.err});
  }
  for (const auto* stream : streams)
    if (auto read = stream->read([](std::string_view) {}); !read) return read;
  return {};
}

}  // namespace

Result<void> Store::verify() const {
  auto whole = guarded(impl_, [&](const Impl& impl) -> Result<void> {
    if (auto good = check_pages(impl.database); !good) return good;
    return check_references(impl.database);
  });
  if (!whole) return whole;
  const auto all = campaigns();
  if (!all) return tl::unexpected(all.error());
  for (const auto& campaign : *all) {
    const auto listed = runs(campaign.id);
    if (!listed) return tl::unexpected(listed.error());
    for (const auto& run : *listed)
      if (auto readable = check_streams(run); !readable) return readable;
  }
  return {};
}

}  // namespace schedlitmus::store
