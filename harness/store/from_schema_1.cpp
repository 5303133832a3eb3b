#include "store/from_schema_1.hpp"

#include <SQLiteCpp/Statement.h>

#include <array>
#include <charconv>
#include <optional>

#include "store/row.hpp"
#include "store/uid.hpp"

namespace schedlitmus::store {
namespace {

constexpr std::array<const char*, 3> kEfforts{"quick", "normal", "thorough"};

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Takes what stands before the first `separator`, and that; all where there is none.
std::string_view take(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

bool read_effort(std::string_view rest, OldPlan& plan) {
  const auto index = number_of<std::size_t>(rest);
  if (!index || *index >= kEfforts.size()) return false;
  plan.effort = kEfforts.at(*index);
  return true;
}

bool read_godebug(std::string_view rest, OldPlan& plan) {
  const std::string_view name = take(rest, '=');
  plan.godebug.emplace(name, rest);
  return true;
}

bool read_cell(std::string_view rest, OldPlan& plan) {
  const auto expectation = number_of<std::size_t>(take(rest, ' '));
  const std::string_view release = take(rest, ' ');
  const auto gomaxprocs = number_of<int>(rest);
  if (!expectation || !gomaxprocs) return false;
  plan.cells.push_back({*expectation, std::string(release), *gomaxprocs});
  return true;
}

/// `key` stands behind the line; the file's text is taken from it.
bool read_expectation(std::string_view rest, std::string_view& key, OldPlan& plan) {
  const std::size_t blank = rest.rfind(' ');
  if (blank == std::string_view::npos) return false;
  const auto bytes = number_of<std::size_t>(rest.substr(blank + 1));
  if (!bytes || *bytes > key.size()) return false;
  plan.expectations.emplace_back(rest.substr(0, blank));
  key.remove_prefix(std::min(*bytes + 1, key.size()));
  return true;
}

bool read_line(std::string_view line, std::string_view& key, OldPlan& plan) {
  const std::string_view word = take(line, ' ');
  if (word == "effort") return read_effort(line, plan);
  if (word == "godebug") return read_godebug(line, plan);
  if (word == "cell") return read_cell(line, plan);
  return word == "expectation" && read_expectation(line, key, plan);
}

void fill_in_cells(SQLite::Database& database, std::int64_t campaign, const OldPlan& plan) {
  SQLite::Statement cell(database,
                         "INSERT INTO cell (campaign, position, expectation, release, gomaxprocs, godebug, variant, "
                         "skipped_why) VALUES (?, ?, ?, ?, ?, '', '', '')");
  SQLite::Statement runs(database,
                         "UPDATE run SET cell = ? WHERE campaign = ? AND expectation = ? AND release = ? AND "
                         "gomaxprocs = ?");
  std::int64_t position = 0;
  for (const auto& [index, release, gomaxprocs] : plan.cells) {
    const std::string name = index < plan.expectations.size() ? plan.expectations[index] : std::string();
    insert(cell, campaign, position, name, release, gomaxprocs);
    insert(runs, position, campaign, name, release, gomaxprocs);
    ++position;
  }
}

void fill_in_positions(SQLite::Database& database, std::int64_t campaign, const OldPlan& plan) {
  SQLite::Statement update(database, "UPDATE expectation SET position = ? WHERE campaign = ? AND name = ?");
  std::int64_t position = 0;
  for (const auto& name : plan.expectations) insert(update, position++, campaign, name);
}

void fill_in_campaigns(SQLite::Database& database) {
  SQLite::Statement campaigns(database, "SELECT id, plan_key, started, command, seed FROM campaign");
  SQLite::Statement update(database, "UPDATE campaign SET uid = ?, effort = ?, godebug = ? WHERE id = ?");
  while (campaigns.executeStep()) {
    const std::int64_t id = campaigns.getColumn(0).getInt64();
    const std::string key = campaigns.getColumn(1).getString();
    const OldPlan plan = read_old_plan(key);
    const std::string uid = uid_of({"campaign", std::to_string(id), key, campaigns.getColumn(2).getString(),
                                    campaigns.getColumn(3).getString(), campaigns.getColumn(4).getString()});
    insert(update, uid, plan.effort, plan.godebug, id);
    fill_in_positions(database, id, plan);
    fill_in_cells(database, id, plan);
  }
}

void fill_in_runs(SQLite::Database& database) {
  SQLite::Statement runs(database,
                         "SELECT run.id, campaign.uid, run.started, run.command, run.wall_ns, run.user_cpu_ns "
                         "FROM run JOIN campaign ON campaign.id = run.campaign");
  SQLite::Statement update(database, "UPDATE run SET uid = ? WHERE id = ?");
  while (runs.executeStep()) {
    const auto text = [&](int column) { return runs.getColumn(column).getString(); };
    insert(update, uid_of({"run", text(0), text(1), text(2), text(3), text(4), text(5)}), runs.getColumn(0).getInt64());
  }
}

}  // namespace

OldPlan read_old_plan(std::string_view key) {
  OldPlan plan;
  while (!key.empty()) {
    const std::string_view line = take(key, '\n');
    if (!read_line(line, key, plan)) break;
  }
  return plan;
}

void fill_in_from_schema_1(SQLite::Database& database) {
  fill_in_campaigns(database);
  fill_in_runs(database);
  database.exec("CREATE UNIQUE INDEX campaign_by_uid ON campaign (uid); CREATE UNIQUE INDEX run_by_uid ON run (uid);");
}

}  // namespace schedlitmus::store
