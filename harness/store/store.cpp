#include "store/store.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>

#include "store/impl.hpp"

namespace schedlitmus::store {
namespace {

std::map<std::string, std::string> expectations_of(const SQLite::Database& database, std::int64_t campaign) {
  SQLite::Statement query(database, "SELECT name, source FROM expectation WHERE campaign = ?");
  query.bind(1, campaign);
  std::map<std::string, std::string> expectations;
  while (query.executeStep()) expectations[query.getColumn(0).getString()] = query.getColumn(1).getString();
  return expectations;
}

/// The first campaign of a query that goes on after "FROM campaign ".
template <class... Values>
std::optional<Campaign> find(const SQLite::Database& database, const char* which, const Values&... values) {
  SQLite::Statement query(
      database, std::string("SELECT id, plan_key, started, command, seed, host, finished FROM campaign ") + which);
  SQLite::bind(query, values...);
  if (!query.executeStep()) return std::nullopt;
  Campaign campaign;
  campaign.id = query.getColumn(0).getInt64();
  campaign.plan_key = query.getColumn(1).getString();
  campaign.started = query.getColumn(2).getString();
  campaign.command = query.getColumn(3).getString();
  campaign.seed = static_cast<std::uint64_t>(query.getColumn(4).getInt64());
  campaign.host = query.getColumn(5).getString();
  campaign.finished = query.getColumn(6).getInt() != 0;
  campaign.expectations = expectations_of(database, campaign.id);
  return campaign;
}

std::int64_t insert(SQLite::Database& database, const Campaign& campaign) {
  SQLite::Statement statement(
      database, "INSERT INTO campaign (plan_key, started, command, seed, host, finished) VALUES (?, ?, ?, ?, ?, ?)");
  statement.bindNoCopy(1, campaign.plan_key);
  statement.bindNoCopy(2, campaign.started);
  statement.bindNoCopy(3, campaign.command);
  statement.bind(4, static_cast<std::int64_t>(campaign.seed));
  statement.bindNoCopy(5, campaign.host);
  statement.bind(6, campaign.finished ? 1 : 0);
  statement.exec();
  return database.getLastInsertRowid();
}

void insert_expectations(SQLite::Database& database, std::int64_t id, const Campaign& campaign) {
  SQLite::Statement statement(database, "INSERT INTO expectation (campaign, name, source) VALUES (?, ?, ?)");
  for (const auto& [name, source] : campaign.expectations) {
    statement.bind(1, id);
    statement.bindNoCopy(2, name);
    statement.bindNoCopy(3, source);
    statement.exec();
    statement.reset();
  }
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

Result<std::int64_t> Store::begin(const Campaign& campaign) {
  return guarded(impl_, [&](Impl& impl) -> Result<std::int64_t> {
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t id = insert(impl.database, campaign);
    insert_expectations(impl.database, id, campaign);
    transaction.commit();
    return id;
  });
}

Result<void> Store::finish(std::int64_t campaign) {
  return guarded(impl_, [&](Impl& impl) -> Result<void> {
    SQLite::Statement statement(impl.database, "UPDATE campaign SET finished = 1 WHERE id = ?");
    statement.bind(1, campaign);
    if (statement.exec() == 0) return fail(fmt::format("the store has no campaign {}", campaign));
    return {};
  });
}

Result<std::optional<Campaign>> Store::unfinished(const std::string& plan_key) const {
  return guarded(impl_, [&](const Impl& impl) -> Result<std::optional<Campaign>> {
    return find(impl.database, "WHERE plan_key = ? AND finished = 0 ORDER BY id DESC LIMIT 1", plan_key);
  });
}

Result<std::optional<Campaign>> Store::latest() const {
  return guarded(impl_, [&](const Impl& impl) -> Result<std::optional<Campaign>> {
    return find(impl.database, "ORDER BY id DESC LIMIT 1");
  });
}

Result<std::optional<Campaign>> Store::campaign(std::int64_t id) const {
  return guarded(impl_, [&](const Impl& impl) -> Result<std::optional<Campaign>> {
    return find(impl.database, "WHERE id = ?", id);
  });
}

}  // namespace schedlitmus::store
