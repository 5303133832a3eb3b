#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include "store/campaign_columns.hpp"
#include "store/impl.hpp"
#include "store/row.hpp"
#include "store/uid.hpp"

namespace schedlitmus::store {
namespace {

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

}  // namespace schedlitmus::store
