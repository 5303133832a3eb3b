#include "campaign/stored_cells.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "plan/shard.hpp"

namespace schedlitmus::campaign {
namespace {

/// For each shard of the plan the one that was begun last. Those that are missing are told as errors.
std::vector<store::Campaign> shards_of(const store::Campaign& one, const std::vector<store::Campaign>& all,
                                       std::vector<Error>& errors) {
  const auto shard = plan::parse_shard(one.shard);
  if (!shard) return {one};
  std::vector<store::Campaign> shards;
  std::vector<std::string> missing;
  for (int index = 1; index <= shard->count; ++index) {
    const auto name = to_string(plan::Shard{index, shard->count});
    const store::Campaign* newest = nullptr;
    for (const auto& other : all) {
      if (other.whole_key != one.whole_key || other.shard != name) continue;
      if (newest == nullptr || std::tie(newest->started, newest->id) < std::tie(other.started, other.id)) {
        newest = &other;
      }
    }
    if (newest != nullptr) shards.push_back(*newest);
    if (newest == nullptr) missing.push_back(name);
  }
  if (!missing.empty()) {
    errors.push_back({fmt::format("the plan is not whole: shard {} is not in the store", fmt::join(missing, ", ")),
                      {},
                      "join the shards' stores with `schedlitmus merge`, or name one with --campaign"});
  }
  return shards;
}

Result<std::vector<store::Campaign>> choose(const StoredSource& source, std::vector<Error>& errors) {
  if (source.campaign) {
    auto found = source.store.campaign(*source.campaign);
    if (!found) return tl::unexpected(found.error());
    if (auto& one = *found; one.has_value()) return std::vector{*std::move(one)};
    return fail(fmt::format("there is no campaign {}", *source.campaign), source.path,
                "`schedlitmus show` lists the campaigns");
  }
  const auto latest = source.store.latest();
  if (!latest) return tl::unexpected(latest.error());
  const auto& one = *latest;
  if (!one.has_value()) return fail("the store is empty", source.path, "`schedlitmus run` fills it");
  if (one->shard.empty()) return std::vector{*one};
  const auto all = source.store.campaigns();
  if (!all) return tl::unexpected(all.error());
  return shards_of(*one, *all, errors);
}

template <class Value>
void add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

/// Puts the campaigns together, one after the other.
class Joiner {
 public:
  explicit Joiner(StoredCells& into) : into_(into) {}

  Result<void> add(const store::Campaign& campaign, const store::Store& store) {
    for (const auto& error : campaign.errors) add_once(into_.loaded.errors, error);
    for (const auto& file : campaign.expectations) add_expectation(file);
    std::vector<int> places;
    places.reserve(campaign.cells.size());
    for (const auto& cell : campaign.cells) {
      places.push_back(add_cell(cell));
      check_program(cell);
    }
    auto runs = store.runs(campaign.id);
    if (!runs) return tl::unexpected(runs.error());
    for (auto& run : *runs) {
      const auto cell = static_cast<std::size_t>(run.cell);
      const int place = run.cell >= 0 && cell < places.size() ? places[cell] : -1;
      if (place < 0) continue;
      auto& into = into_.cells[static_cast<std::size_t>(place)];
      if (store::is_superseded(campaign, run)) {
        ++into.superseded;
      } else {
        into.runs.push_back(std::move(run));
      }
    }
    return {};
  }

 private:
  void add_expectation(const store::ExpectationFile& file) {
    if (known_.contains(file.name)) return;
    auto parsed = expectation::parse(file.source, file.file.empty() ? file.name + ".json" : file.file, file.name);
    known_[file.name] = parsed ? static_cast<int>(into_.loaded.expectations.size()) : -1;
    if (parsed) {
      into_.loaded.expectations.push_back(std::move(*parsed));
      into_.settings.push_back(file.settings);
    } else {
      for (const auto& error : parsed.error()) add_once(into_.loaded.errors, error);
    }
  }

  /// Its place, or -1 where its expectation cannot be read.
  int add_cell(const store::Cell& cell) {
    const auto known = known_.find(cell.expectation);
    if (known == known_.end() || known->second < 0) return -1;
    const auto key = std::tuple(cell.expectation, cell.release, cell.gomaxprocs, cell.godebug, cell.variant);
    const auto [place, is_new] = places_.try_emplace(key, static_cast<int>(into_.cells.size()));
    if (is_new) into_.cells.push_back(stored_cell(cell, static_cast<std::size_t>(known->second)));
    return place->second;
  }

  /// Shards of one plan are to be runs of the same program.
  void check_program(const store::Cell& cell) {
    const auto program = toolchain::program_of(cell.made_of);
    if (program.empty()) return;
    const auto [known, is_new] = programs_.try_emplace(cell.expectation, program);
    if (is_new || known->second == program) return;
    add_once(into_.loaded.errors,
             Error{"the program of " + cell.expectation + " is not the same in all shards of the plan",
                   {},
                   "run the shards again from the same sources"});
  }

  StoredCell stored_cell(const store::Cell& cell, std::size_t index) {
    StoredCell stored;
    stored.reproduce = cell.reproduce;
    stored.error = cell.error;
    const auto& expectation = into_.loaded.expectations[index];
    auto& checks = static_cast<ChecksOnRelease&>(stored.cell);
    const auto version = toolchain::Version::parse(cell.release);
    if (cell.rule || !version) {
      checks = checks_under(expectation, cell.rule.value_or(store::kNoRule), cell.skipped_why);
    } else {
      checks = checks_on(expectation, *version, {}, into_.loaded.errors);
    }
    stored.cell.place.expectation = index;
    stored.cell.place.release = cell.release;
    stored.cell.place.gomaxprocs = cell.gomaxprocs;
    stored.cell.place.variant = cell.variant;
    return stored;
  }

  StoredCells& into_;
  std::map<std::string, std::string> programs_;  ///< expectation -> what Build::made_of says of its program
  std::map<std::string, int> known_;             ///< expectation -> index, -1: cannot be read
  std::map<std::tuple<std::string, std::string, int, std::string, std::string>, int> places_;
};

/// A version that cannot be read, such as a Go of one's own, comes last.
bool is_before(const std::string& a, const std::string& b) {
  const auto left = toolchain::Version::parse(a);
  const auto right = toolchain::Version::parse(b);
  if (left && right) return *left < *right;
  return left.has_value() != right.has_value() ? left.has_value() : a < b;
}

/// As one plan has them: releases inside of an expectation, the rest inside of those.
void sort_as_planned(std::vector<StoredCell>& cells) {
  std::ranges::stable_sort(cells, [](const StoredCell& a, const StoredCell& b) {
    const auto& [left, right] = std::tie(a.cell.place, b.cell.place);
    if (left.expectation != right.expectation) return left.expectation < right.expectation;
    if (left.release != right.release) return is_before(left.release, right.release);
    return std::tie(left.gomaxprocs, left.variant) < std::tie(right.gomaxprocs, right.variant);
  });
}

}  // namespace

Result<StoredCells> read_cells(const StoredSource& source) {
  StoredCells stored;
  std::vector<Error> errors;
  auto campaigns = choose(source, errors);
  if (!campaigns) return tl::unexpected(campaigns.error());
  stored.campaigns = std::move(*campaigns);
  const auto& first = stored.campaigns.front();
  stored.options.store_path = source.path;
  stored.options.command = first.command;
  stored.options.godebug = first.godebug;
  stored.options.effort = effort_of(first.effort).value_or(Effort::normal);
  stored.options.fixed_runs = first.fixed_runs;
  stored.options.confidence = source.confidence ? source.confidence : first.confidence;
  stored.options.explain = source.explain;
  Joiner joiner(stored);
  for (const auto& campaign : stored.campaigns) {
    if (auto added = joiner.add(campaign, source.store); !added) return tl::unexpected(added.error());
  }
  stored.loaded.errors.insert(stored.loaded.errors.end(), errors.begin(), errors.end());
  if (stored.campaigns.size() > 1) sort_as_planned(stored.cells);
  return stored;
}

std::vector<std::string> releases_of(const std::vector<MatrixCell>& cells) {
  std::vector<std::string> releases;
  for (const auto& cell : cells) add_once(releases, cell.place.release);
  std::ranges::sort(releases, is_before);
  return releases;
}

void judge_runs(CellProgress& progress, std::vector<store::Run> runs, const std::function<void(store::Run&)>& revise) {
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return runs[i].turn; });
  for (const std::size_t i : order) {
    if (revise) revise(runs[i]);
    progress.end(progress.begin(), &runs[i]);
  }
  for (auto& run : runs) progress.keep(std::move(run));
}

}  // namespace schedlitmus::campaign
