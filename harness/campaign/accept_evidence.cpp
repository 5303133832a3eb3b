#include "campaign/accept_evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/check_again.hpp"
#include "record/proposal.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Expectation;

constexpr int kUsualRuns = 20;

bool has(const store::Campaign& campaign, const std::string& name) {
  return std::ranges::find(campaign.expectations, name, &store::ExpectationFile::name) != campaign.expectations.end();
}

/// Nothing: none has it.
Result<std::optional<std::int64_t>> newest_with(const store::Store& store, const std::string& name) {
  const auto campaigns = store.campaigns();
  if (!campaigns) return tl::unexpected(campaigns.error());
  std::optional<std::int64_t> newest;
  for (const auto& campaign : *campaigns)
    if (has(campaign, name)) newest = campaign.id;
  return newest;
}

/// With a check that is known at a run's end only, so that no run is stopped before.
expectation::Loaded to_the_end(const Expectation& expectation) {
  expectation::Loaded loaded;
  auto& whole = loaded.expectations.emplace_back(expectation);
  expectation::Check check;
  check.id = "to-the-end";
  check.subject.kind = expectation::SubjectKind::outcome;
  check.subject.fact = expectation::RunFact::timed_out;
  check.condition.equals = expectation::Expected(false);
  whole.checks.push_back(std::move(check));
  return loaded;
}

Result<std::int64_t> make_runs(const Expectation& expectation, int runs, Settings settings, const Parts& parts,
                               const OnProgress& progress) {
  settings.fixed_runs = runs;
  const auto ran = run(to_the_end(expectation), settings, parts, progress);
  if (!ran) return tl::unexpected(ran.error());
  if (ran->interrupted) return fail("interrupted: nothing is accepted");
  if (!ran->errors.empty()) return tl::unexpected(ran->errors.front());
  return ran->context.campaign;
}

bool failed(const report::CheckReport& check) {
  return check.verdict.kind == verdict::VerdictKind::violated && !check.expected_violated;
}

}  // namespace

Result<Evidence> Evidence::find_or_make(const Expectation& expectation, const AcceptSettings& what,
                                        const Settings& settings, const Parts& parts, const OnProgress& progress) {
  StoredSource source{parts.store, settings.store_path, what.campaign};
  if (!source.campaign && !what.runs) {
    auto newest = newest_with(parts.store, expectation.name);
    if (!newest) return tl::unexpected(newest.error());
    source.campaign = *newest;
  }
  if (!source.campaign) {
    auto made = make_runs(expectation, what.runs.value_or(kUsualRuns), settings, parts, progress);
    if (!made) return tl::unexpected(made.error());
    source.campaign = *made;
  }
  Evidence evidence(expectation, std::move(source));
  if (auto read = evidence.read(); !read) return tl::unexpected(read.error());
  return evidence;
}

Result<report::Report> Evidence::judge(const Expectation& expectation) const {
  const expectation::Loaded loaded{{expectation}, {}};
  auto checked = check_stored(source_, &loaded, {});
  if (!checked) return tl::unexpected(checked.error());
  return std::move(checked->report);
}

Result<void> Evidence::read() {
  auto stored = read_cells(source_);
  if (!stored) return tl::unexpected(stored.error());
  const auto& owners = stored->loaded.expectations;
  const auto owner = std::ranges::find(owners, expectation_->name, &Expectation::name);
  if (owner == owners.end()) {
    return fail(fmt::format("campaign {} has no runs of {}", campaign(), expectation_->name), source_.path,
                "--runs 20 makes them");
  }
  if (!same_scenario(owner->scenario, expectation_->scenario)) {
    return fail(fmt::format("the scenario is not the one of the runs of campaign {}", campaign()), expectation_->file,
                "--runs 20 makes runs of what it is now");
  }
  auto judged = judge(*expectation_);
  if (!judged) return tl::unexpected(judged.error());
  report_ = std::move(*judged);
  if (!report_.errors.empty()) return tl::unexpected(report_.errors.front());
  const auto index = static_cast<std::size_t>(owner - owners.begin());
  cells_ = std::move(*stored);
  std::erase_if(cells_.cells, [&](const StoredCell& cell) { return cell.cell.place.expectation != index; });
  for (const auto& cell : cells_.cells) {
    if (auto version = toolchain::Version::parse(cell.cell.place.release)) known_.available.push_back(*version);
  }
  known_.local = known_.available;
  for (const auto& cell : report_.cells)
    if (is_checked(cell)) stand(cell);
  return {};
}

void Evidence::stand(const report::Cell& cell) {
  const auto version = toolchain::Version::parse(cell.release);
  if (!version) return;
  std::vector<Error> none;  // the selectors could be read
  const auto applied = checks_on(*expectation_, *version, known_, none);
  for (const auto& check : applied.checks) {
    const auto* of_cell = report::find_check(cell, check.id);
    if (of_cell == nullptr) continue;
    auto& standings = standings_[check.id];
    auto standing = std::ranges::find(standings, cell.release, &Standing::release);
    if (standing == standings.end()) {
      standings.push_back({cell.release, false, !check.replaced_why.empty(), applied.rule, check});
      standing = std::prev(standings.end());
    }
    standing->failed = standing->failed || failed(*of_cell);
  }
}

Result<Evidence::Shown> Evidence::shown(const record::Look& look, const std::vector<std::string>& releases,
                                        record::Texts& texts) const {
  Shown shown;
  for (const auto& cell : cells_.cells) {
    if (std::ranges::find(releases, cell.cell.place.release) == releases.end()) continue;
    if (auto added = add_cell(cell, look, texts, shown); !added) return tl::unexpected(added.error());
  }
  return shown;
}

Result<void> Evidence::add_cell(const StoredCell& cell, const record::Look& look, record::Texts& texts,
                                Shown& shown) const {
  int counted = 0;
  int noisy = 0;
  shown.gomaxprocs = std::max(shown.gomaxprocs, cell.cell.place.gomaxprocs);
  for (const auto& known : cell.runs) {
    if (!known.counts) {
      ++noisy;
      continue;
    }
    const auto run = source_.store.run(known.id);
    if (!run) return tl::unexpected(run.error());
    const auto& kept = *run;
    if (!kept) continue;
    auto values = record::seen_again(look, check_again(*kept, look.parts).outcomes, texts);
    if (!values) continue;
    ++counted;
    shown.runs.push_back(std::move(*values));
  }
  const auto place = fmt::format("Go {} with gomaxprocs {}", cell.cell.place.release, cell.cell.place.gomaxprocs);
  if (noisy > counted) {
    shown.too_few = fmt::format("the host was busy: {} of {} runs on {} do not count", noisy, noisy + counted, place);
  } else if (counted < record::kFewestRuns) {
    shown.too_few = fmt::format("{} on {} the whole of what it looks at; it takes {}",
                                count_of(static_cast<std::uint64_t>(counted), "run shows", "runs show"), place,
                                record::kFewestRuns);
  }
  return {};
}

}  // namespace schedlitmus::campaign
