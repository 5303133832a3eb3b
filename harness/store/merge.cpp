#include "store/merge.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "store/impl.hpp"
#include "store/run_columns.hpp"

namespace schedlitmus::store {

namespace fs = std::filesystem;

namespace {

/// The tables of what belongs to a run, with their columns but the run's id.
constexpr std::pair<const char*, const char*> kParts[] = {
    {"outcome", "position, check_id, kind, time_ms, seen, reason, samples, number"},
    {"trouble", "name, count, first_line, example"},
    {"run_stream", "stream, bytes, cut"},
    {"piece", "part, stream, position, bytes, zstd"},
    {"service", "awaited, ready_ms, zero_ms, from_ms, until_ms, cut_why, void_why"},
    {"part", "name, position, command, ending, code, signal, wall_ns"},
    {"part_stream", "name, stream, bytes, cut"},
};

void bind_same(SQLite::Statement& into, int place, const SQLite::Column& value) {
  if (value.isNull()) return into.bind(place);
  if (value.isInteger()) return into.bind(place, value.getInt64());
  if (value.isFloat()) return into.bind(place, value.getDouble());
  if (value.isText()) return into.bind(place, value.getString());
  into.bind(place, value.getBlob(), value.getBytes());
}

/// Copies the rows that belong to `from_id`; the first column, which says so, becomes `to_id`.
void copy_rows(const SQLite::Database& from, std::int64_t from_id, SQLite::Database& to, std::int64_t to_id,
               const std::string& table, const std::string& owner, const std::string& columns, const char* condition) {
  SQLite::Statement rows(from, "SELECT " + columns + " FROM " + table + " WHERE " + condition + " = ?");
  rows.bind(1, from_id);
  std::string marks = "?";
  for (int i = 0; i < rows.getColumnCount(); ++i) marks += ", ?";
  SQLite::Statement insert(to, "INSERT INTO " + table + " (" + owner + ", " + columns + ") VALUES (" + marks + ")");
  while (rows.executeStep()) {
    insert.bind(1, to_id);
    for (int i = 0; i < rows.getColumnCount(); ++i) bind_same(insert, i + 2, rows.getColumn(i));
    insert.exec();
    insert.reset();
  }
}

std::string columns_of_run() {
  std::string columns;
  const Run none;
  for_each_column(none, [&](const char* column, const auto& /*field*/) {
    if (std::string_view(column) == "campaign") return;
    columns += (columns.empty() ? "" : ", ") + std::string(column);
  });
  return columns;
}

std::int64_t id_of(const SQLite::Database& database, const char* table, const std::string& uid) {
  SQLite::Statement query(database, std::string("SELECT id FROM ") + table + " WHERE uid = ?");
  query.bindNoCopy(1, uid);
  return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

/// What tells which of two states of a campaign came later.
using State = std::tuple<bool, std::string, std::string>;

State state_of(const SQLite::Database& database, const Campaign& campaign) {
  SQLite::Statement query(database, "SELECT coalesce(max(started), '') FROM run WHERE campaign = ?");
  query.bind(1, campaign.id);
  query.executeStep();
  std::string errors;
  for (const Cell& cell : campaign.cells) errors += cell.error ? to_string(*cell.error) + "\n" : "\n";
  return {campaign.finished, query.getColumn(0).getString(), errors};
}

}  // namespace

/// Joins inputs that were looked through before into one open store.
class Merger {
 public:
  explicit Merger(Store& out) : out_(out) {}

  Result<Merged> merge(const std::vector<Store>& inputs) {
    std::vector<std::pair<Campaign, const Store*>> all;
    for (const Store& input : inputs) {
      auto campaigns = input.campaigns();
      if (!campaigns) return tl::unexpected(campaigns.error());
      for (auto& campaign : *campaigns) all.emplace_back(std::move(campaign), &input);
    }
    // The numbers do not depend on the order of the inputs either.
    std::ranges::stable_sort(all, {}, [](const auto& one) { return std::pair(one.first.started, one.first.uid); });
    return guarded(out_.impl_, [&](Store::Impl& impl) -> Result<Merged> {
      SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
      for (const auto& [campaign, input] : all) {
        if (auto added = add(campaign, input->impl_->database, impl.database); !added) {
          return tl::unexpected(added.error());
        }
      }
      transaction.commit();
      return merged_;
    });
  }

 private:
  Result<void> add(const Campaign& campaign, const SQLite::Database& from, SQLite::Database& to) {
    std::int64_t id = id_of(to, "campaign", campaign.uid);
    if (id == 0) {
      id = insert_campaign(to, campaign);
      ++merged_.campaigns;
    } else {
      ++merged_.known_campaigns;
      if (auto updated = take_further_state(campaign, from, id, to); !updated) return updated;
    }
    SQLite::Statement runs(from, "SELECT id, uid FROM run WHERE campaign = ? ORDER BY id");
    runs.bind(1, campaign.id);
    while (runs.executeStep()) add_run(from, runs.getColumn(0).getInt64(), runs.getColumn(1).getString(), to, id);
    return {};
  }

  Result<void> take_further_state(const Campaign& campaign, const SQLite::Database& from, std::int64_t id,
                                  SQLite::Database& to) {
    const auto known = out_.campaign(id);
    if (!known) return tl::unexpected(known.error());
    const auto& old = *known;
    const bool further = old.has_value() && state_of(from, campaign) > state_of(to, *old);
    take_state(to, id, campaign, further);
    return further && campaign.finished ? out_.finish(id) : Result<void>{};
  }

  void add_run(const SQLite::Database& from, std::int64_t from_id, const std::string& uid, SQLite::Database& to,
               std::int64_t campaign) {
    if (id_of(to, "run", uid) != 0) {
      ++merged_.known_runs;
      return;
    }
    copy_rows(from, from_id, to, campaign, "run", "campaign", columns_of_run(), "id");
    const std::int64_t id = to.getLastInsertRowid();
    for (const auto& [table, columns] : kParts) copy_rows(from, from_id, to, id, table, "run", columns, "run");
    ++merged_.runs;
  }

  Store& out_;
  Merged merged_;
};

namespace {

Result<std::vector<Store>> open_inputs(const std::vector<std::string>& paths) {
  std::vector<Store> inputs;
  for (const std::string& path : paths) {
    auto input = Store::open_to_read(path);
    if (!input) return tl::unexpected(input.error());
    if (auto good = input->verify(); !good) return tl::unexpected(good.error());
    inputs.push_back(std::move(*input));
  }
  return inputs;
}

Result<Merged> merge_into(const std::string& path, const std::vector<Store>& inputs) {
  auto out = Store::open(path);
  if (!out) return tl::unexpected(out.error());
  return Merger(*out).merge(inputs);
}

/// Under another name until it is whole.
Result<Merged> merge_into_new(const std::string& out, const std::vector<Store>& inputs) {
  const std::string unfinished = fmt::format("{}.{}.unfinished", out, getpid());
  auto merged = merge_into(unfinished, inputs);
  std::error_code error;
  if (merged) fs::rename(unfinished, out, error);
  if (merged && !error) return merged;
  if (merged) merged = fail("the store cannot be put in its place: " + error.message(), out);
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(unfinished + end, error);
  if (merged.error().where == unfinished) merged.error().where = out;
  return merged;
}

}  // namespace

Result<Merged> merge(const std::string& out, const std::vector<std::string>& inputs) {
  if (out.empty()) return fail("the store to merge into has no path");
  const auto opened = open_inputs(inputs);
  if (!opened) return tl::unexpected(opened.error());
  std::error_code ignored;
  return fs::exists(out, ignored) ? merge_into(out, *opened) : merge_into_new(out, *opened);
}

}  // namespace schedlitmus::store
