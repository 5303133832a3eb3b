#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>

#include <functional>

#include "store/impl.hpp"
#include "store/row.hpp"
#include "store/uid.hpp"

namespace schedlitmus::store {
namespace {

/// Calls `visit(column, field)` for each column but the id. AnyCampaign is Campaign or const Campaign.
template <class AnyCampaign, class Visit>
void for_each_campaign_column(AnyCampaign& campaign, Visit visit) {
  visit("uid", campaign.uid);
  visit("plan_key", campaign.plan_key);
  visit("whole_key", campaign.whole_key);
  visit("started", campaign.started);
  visit("command", campaign.command);
  visit("version", campaign.version);
  visit("seed", campaign.seed);
  visit("host", campaign.host);
  visit("effort", campaign.effort);
  visit("godebug", campaign.godebug);
  visit("shard", campaign.shard);
  visit("noise_source", campaign.noise_source);
  visit("fixed_runs", campaign.fixed_runs);
  visit("confidence", campaign.confidence);
  visit("finished", campaign.finished);
}

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
    row.take(expectation.name);
    row.take(expectation.source);
    row.take(expectation.file);
    row.take(expectation.settings);
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
    row.take(cell.expectation);
    row.take(cell.release);
    row.take(cell.gomaxprocs);
    row.take(cell.godebug);
    row.take(cell.variant);
    row.take(cell.rule);
    row.take(cell.skipped_why);
    row.take(cell.reproduce);
    row.take(cell.made_of);
    row.take(has_error);
    row.take(error.what);
    row.take(error.where);
    row.take(error.hint);
    if (has_error) cell.error = std::move(error);
  }
}

void read_errors(const SQLite::Database& database, Campaign& campaign) {
  Part part(database, "SELECT what, place, hint FROM campaign_error WHERE campaign = ? ORDER BY position", campaign.id);
  while (part.next()) {
    auto& error = campaign.errors.emplace_back();
    Fetcher row = part.row();
    row.take(error.what);
    row.take(error.where);
    row.take(error.hint);
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
    row.take(session.started);
    row.take(session.cpus);
    row.take(session.harness_cpus);
    row.take(session.at_once);
    row.take(session.wall);
    row.take(session.programs);
    row.take(session.taken);
  }
}

void read_noise_limits(const SQLite::Database& database, Campaign& campaign) {
  Part part(database, "SELECT signal, most FROM noise_limit WHERE campaign = ?", campaign.id);
  while (part.next()) {
    std::string signal;
    double most = 0;
    Fetcher row = part.row();
    row.take(signal);
    row.take(most);
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

std::int64_t insert_row(SQLite::Database& database, const Campaign& campaign) {
  std::string columns;
  std::string marks;
  for_each_campaign_column(campaign, [&](const char* column, const auto&) {
    columns += (columns.empty() ? "" : ", ") + std::string(column);
    marks += marks.empty() ? "?" : ", ?";
  });
  SQLite::Statement statement(database, "INSERT INTO campaign (" + columns + ") VALUES (" + marks + ")");
  for_each_campaign_column(campaign, Binder(statement));
  statement.exec();
  return database.getLastInsertRowid();
}

void insert_cells(SQLite::Database& database, std::int64_t id, const std::vector<Cell>& cells) {
  SQLite::Statement statement(
      database,
      "INSERT INTO cell (campaign, position, expectation, release, gomaxprocs, godebug, "
      "variant, rule, skipped_why, reproduce, made_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const Cell& cell : cells) {
    insert(statement, id, position++, cell.expectation, cell.release, cell.gomaxprocs, cell.godebug, cell.variant,
           cell.rule, cell.skipped_why, cell.reproduce, cell.made_of);
  }
}

/// One that is there already stays.
void insert_sessions(SQLite::Database& database, std::int64_t id, const std::vector<Session>& sessions) {
  SQLite::Statement statement(database,
                              "INSERT OR IGNORE INTO session (campaign, started, cpus, harness_cpus, at_once, wall_ns, "
                              "programs_ns, taken_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const Session& session : sessions) {
    insert(statement, id, session.started, session.cpus, session.harness_cpus, session.at_once, session.wall,
           session.programs, session.taken);
  }
}

void update_builds(SQLite::Database& database, std::int64_t id, const std::vector<std::string>& made_of) {
  SQLite::Statement statement(database, "UPDATE cell SET made_of = ? WHERE campaign = ? AND position = ?");
  std::int64_t position = 0;
  for (const auto& digits : made_of) insert(statement, digits, id, position++);
}

void update_cell_error(SQLite::Database& database, std::int64_t id, std::int64_t position,
                       const std::optional<Error>& error) {
  SQLite::Statement statement(database, error ? "UPDATE cell SET error_what = ?3, error_where = ?4, error_hint = ?5 "
                                                "WHERE campaign = ?1 AND position = ?2"
                                              : "UPDATE cell SET error_what = NULL, error_where = '', error_hint = '' "
                                                "WHERE campaign = ?1 AND position = ?2");
  Binder binder(statement);
  binder.add(id);
  binder.add(position);
  if (error) {
    binder.add(error->what);
    binder.add(error->where);
    binder.add(error->hint);
  }
  statement.exec();
}

void insert_parts(SQLite::Database& database, std::int64_t id, const Campaign& campaign) {
  SQLite::Statement expectation(
      database, "INSERT INTO expectation (campaign, position, name, source, file, settings) VALUES (?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const auto& file : campaign.expectations) {
    insert(expectation, id, position++, file.name, file.source, file.file, file.settings);
  }
  SQLite::Statement error(database,
                          "INSERT INTO campaign_error (campaign, position, what, place, hint) VALUES (?, ?, ?, ?, ?)");
  position = 0;
  for (const auto& one : campaign.errors) insert(error, id, position++, one.what, one.where, one.hint);
  SQLite::Statement limit(database, "INSERT INTO noise_limit (campaign, signal, most) VALUES (?, ?, ?)");
  for (const auto& [signal, most] : campaign.noise_limits) insert(limit, id, signal, most);
  insert_cells(database, id, campaign.cells);
  insert_sessions(database, id, campaign.sessions);
  position = 0;
  for (const Cell& cell : campaign.cells) {
    if (cell.error) update_cell_error(database, id, position, cell.error);
    ++position;
  }
}

}  // namespace

void take_state(SQLite::Database& database, std::int64_t id, const Campaign& campaign, bool further) {
  insert_sessions(database, id, campaign.sessions);
  if (!further) return;
  std::vector<std::string> made_of;
  for (const Cell& cell : campaign.cells) made_of.push_back(cell.made_of);
  update_builds(database, id, made_of);
  std::int64_t position = 0;
  for (const Cell& cell : campaign.cells) update_cell_error(database, id, position++, cell.error);
}

std::int64_t insert_campaign(SQLite::Database& database, const Campaign& campaign) {
  Campaign named = campaign;
  if (named.uid.empty()) named.uid = new_uid();
  const std::int64_t id = insert_row(database, named);
  insert_parts(database, id, named);
  return id;
}

Result<std::int64_t> Store::begin(const Campaign& campaign) {
  return guarded(impl_, [&](Impl& impl) -> Result<std::int64_t> {
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t id = insert_campaign(impl.database, campaign);
    transaction.commit();
    return id;
  });
}

Result<void> Store::set_cell_error(std::int64_t campaign, std::size_t cell, const std::optional<Error>& error) {
  return guarded(impl_, [&](Impl& impl) -> Result<void> {
    update_cell_error(impl.database, campaign, static_cast<std::int64_t>(cell), error);
    if (impl.database.getChanges() == 0) return fail(fmt::format("campaign {} has no cell {}", campaign, cell));
    return {};
  });
}

Result<void> Store::set_builds(std::int64_t campaign, const std::vector<std::string>& made_of) {
  return guarded(impl_, [&](Impl& impl) -> Result<void> {
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    update_builds(impl.database, campaign, made_of);
    transaction.commit();
    return {};
  });
}

Result<void> Store::add_session(std::int64_t campaign, const Session& session) {
  return guarded(impl_, [&](Impl& impl) -> Result<void> {
    insert_sessions(impl.database, campaign, {session});
    return {};
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
