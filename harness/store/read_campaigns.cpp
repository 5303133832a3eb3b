#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>

#include <functional>

#include "store/campaign_columns.hpp"
#include "store/impl.hpp"
#include "store/row.hpp"

namespace schedlitmus::store {
namespace {

/// A query for what belongs to one campaign.
class Part {
 public:
  Part(const SQLite::Database& database, const char* select, std::int64_t campaign) : query_(database, select) {
    query_.bind(1, campaign);
  }
  bool next() { return query_.executeStep(); }
  Fetcher row() { return Fetcher(query_); }

 private:
  SQLite::Statement query_;
};

void read_expectations(const SQLite::Database& database, Campaign& campaign) {
  Part part(database, "SELECT name, source, file, settings FROM expectation WHERE campaign = ? ORDER BY position, name",
            campaign.id);
  while (part.next()) {
    auto& expectation = campaign.expectations.emplace_back();
    Fetcher row = part.row();
    row.take(expectation.name, expectation.source, expectation.file, expectation.settings);
  }
}

void read_cells(const SQLite::Database& database, Campaign& campaign) {
  Part part(database,
            "SELECT expectation, release, gomaxprocs, godebug, variant, rule, skipped_why, reproduce, "
            "made_of, error_what IS NOT NULL, error_what, error_where, error_hint FROM cell WHERE campaign = ? "
            "ORDER BY position",
            campaign.id);
  while (part.next()) {
    auto& cell = campaign.cells.emplace_back();
    bool has_error = false;
    Error error;
    Fetcher row = part.row();
    row.take(cell.expectation, cell.release, cell.gomaxprocs, cell.godebug, cell.variant, cell.rule, cell.skipped_why,
             cell.reproduce, cell.made_of, has_error, error.what, error.where, error.hint);
    if (has_error) cell.error = std::move(error);
  }
}

void read_errors(const SQLite::Database& database, Campaign& campaign) {
  Part part(database, "SELECT what, place, hint FROM campaign_error WHERE campaign = ? ORDER BY position", campaign.id);
  while (part.next()) {
    auto& error = campaign.errors.emplace_back();
    Fetcher row = part.row();
    row.take(error.what, error.where, error.hint);
  }
}

void read_sessions(const SQLite::Database& database, Campaign& campaign) {
  Part part(database,
            "SELECT started, cpus, harness_cpus, at_once, wall_ns, programs_ns, taken_ns FROM session "
            "WHERE campaign = ? ORDER BY started",
            campaign.id);
  while (part.next()) {
    auto& session = campaign.sessions.emplace_back();
    Fetcher row = part.row();
    row.take(session.started, session.cpus, session.harness_cpus, session.at_once, session.wall, session.programs,
             session.taken);
  }
}

void read_noise_limits(const SQLite::Database& database, Campaign& campaign) {
  Part part(database, "SELECT signal, most FROM noise_limit WHERE campaign = ?", campaign.id);
  while (part.next()) {
    std::string signal;
    double most = 0;
    Fetcher row = part.row();
    row.take(signal, most);
    campaign.noise_limits[signal] = most;
  }
}

/// The campaigns of a query that goes on after "FROM campaign ".
template <class... Values>
Result<std::vector<Campaign>> find(const SQLite::Database& database, const char* which, const Values&... values) {
  std::string columns = "id";
  const Campaign none;
  for_each_campaign_column(none, [&](const char* column, const auto&) { columns += std::string(", ") + column; });
  SQLite::Statement query(database, "SELECT " + columns + " FROM campaign " + which);
  SQLite::bind(query, values...);
  std::vector<Campaign> campaigns;
  while (query.executeStep()) {
    Campaign& campaign = campaigns.emplace_back();
    Fetcher row(query);
    row.take(campaign.id);
    for_each_campaign_column(campaign, std::ref(row));
    if (!row.unknown_word().empty()) return fail(fmt::format("campaign {}: {}", campaign.id, row.unknown_word()));
    read_expectations(database, campaign);
    read_cells(database, campaign);
    read_errors(database, campaign);
    read_noise_limits(database, campaign);
    read_sessions(database, campaign);
  }
  return campaigns;
}

Result<std::optional<Campaign>> first_of(Result<std::vector<Campaign>> campaigns) {
  if (!campaigns) return tl::unexpected(std::move(campaigns.error()));
  if (campaigns->empty()) return std::nullopt;
  return std::move(campaigns->front());
}

}  // namespace

Result<std::optional<Campaign>> Store::newest_of(const std::string& plan_key) const {
  return guarded(impl_, [&](const Impl& impl) {
    return first_of(find(impl.database, "WHERE plan_key = ? ORDER BY id DESC LIMIT 1", plan_key));
  });
}

Result<std::optional<Campaign>> Store::latest() const {
  return guarded(
      impl_, [&](const Impl& impl) { return first_of(find(impl.database, "ORDER BY started DESC, id DESC LIMIT 1")); });
}

Result<std::optional<Campaign>> Store::campaign(std::int64_t id) const {
  return guarded(impl_, [&](const Impl& impl) { return first_of(find(impl.database, "WHERE id = ?", id)); });
}

Result<std::vector<Campaign>> Store::campaigns() const {
  return guarded(impl_, [&](const Impl& impl) { return find(impl.database, "ORDER BY id"); });
}

}  // namespace schedlitmus::store
