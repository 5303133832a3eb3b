#include "campaign/bisect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "campaign/bisect_probe.hpp"
#include "campaign/bisect_range.hpp"
#include "campaign/say.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

using plan::Likeness;
using toolchain::Version;
using Row = std::vector<Version>;

Likeness likeness_of(verdict::VerdictKind kind) {
  if (kind == verdict::VerdictKind::holds) return Likeness::good;
  return kind == verdict::VerdictKind::violated ? Likeness::bad : Likeness::undecided;
}

class Bisector {
 public:
  Bisector(const expectation::Expectation& expectation, const BisectTask& task, const Settings& settings,
           const Parts& parts, const OnProgress& progress)
      : task_(task), settings_(settings), parts_(parts), on_progress_(progress) {
    loaded_.expectations.push_back(expectation);
    result_.expectation = expectation.name;
    result_.file = expectation.file;
    settings_.own_checks.emplace();
  }

  Result<Bisected> bisect() {
    auto range = range_of(task_.good, task_.bad, parts_.toolchain);
    if (!range) return tl::unexpected(std::move(range.error()));
    range_ = std::move(*range);
    const auto& [good, bad, available] = range_;
    if (auto found = find(minors_between(good, bad, available)); !found) return tl::unexpected(found.error());
    for (const auto& version : all_between(good, bad, available))
      if (const auto tried = tried_.find(version); tried != tried_.end()) result_.tried.push_back(tried->second);
    return std::move(result_);
  }

 private:
  Result<void> find(const Row& minors) {
    announce(on_progress_, "looking at the two ends");
    auto ends = run({minors.front(), minors.back()});
    if (!ends || result_.interrupted) return state_of(ends);
    auto probes = probes_of(*ends, minors.front().to_string(), minors.back().to_string(), task_.check);
    if (!probes) return tl::unexpected(std::move(probes.error()));
    if (!probes->flipping.empty()) {
      choose(probes->flipping.front(), *ends);  // what is run from now on is this check alone
      for (std::size_t i = 1; i < probes->flipping.size(); ++i)
        result_.others.push_back(name_of(probes->flipping[i], *ends));
      take_verdicts(*ends, {minors.front(), minors.back()});
    }
    const bool all = task_.all || probes->flipping.empty();
    if (auto found = all ? look_at_all(minors, *probes) : halve(minors); !found) return found;
    return task_.minors_only || result_.interrupted ? Result<void>{} : refine();
  }

  /// Each minor release, with their runs interleaved.
  Result<void> look_at_all(const Row& minors, const Probes& probes) {
    result_.looked_at_all = true;
    announce(on_progress_, fmt::format("looking at {}", count_of(minors.size(), "minor release")));
    auto all = run(minors);
    if (!all || result_.interrupted) return state_of(all);
    if (result_.check.empty()) {
      const auto found = std::ranges::find_if(probes.holding, [&](const Probe& probe) {
        return std::ranges::any_of(minors, [&](const Version& version) {
          const auto* check = check_of(*all, probe, version.to_string());
          return check != nullptr && check->verdict.kind == verdict::VerdictKind::violated;
        });
      });
      if (found == probes.holding.end()) return nothing_changes(minors, probes);
      choose(*found, *all);
    }
    take_verdicts(*all, minors);
    std::vector<Likeness> row;
    for (const auto& version : minors) row.push_back(tried_[version].likeness);
    for (const auto& change : plan::changes_in(row))
      result_.flips.push_back(flip(minors, change.before, change.after, change.undecided));
    if (!result_.flips.empty() && result_.flips.front().to_bad) return {};
    return fail("the ends are not as they were when they were looked at first", "", probes.verdicts);
  }

  static Result<void> nothing_changes(const Row& minors, const Probes& probes) {
    return fail(fmt::format("no check HOLDS on Go {} and is VIOLATED on Go {}, or on a minor release between",
                            minors.front().to_string(), minors.back().to_string()),
                "", probes.verdicts);
  }

  /// Looks at the row, whose ends are known, until the change is found in it.
  Result<void> halve(const Row& row) {
    plan::Bisection search(row.size());
    for (std::size_t place = 1; place + 1 < row.size(); ++place)
      if (const auto known = tried_.find(row[place]); known != tried_.end()) search.tell(place, known->second.likeness);
    while (const auto place = search.next()) {
      const auto& version = row[*place];
      announce(on_progress_, fmt::format("looking at Go {}; after it {} at most", version.to_string(),
                                         count_of(static_cast<std::uint64_t>(search.steps_left() - 1), "step")));
      auto report = run({version});
      if (!report || result_.interrupted) return state_of(report);
      take_verdicts(*report, {version});
      search.tell(*place, tried_[version].likeness);
    }
    result_.flips.push_back(flip(row, search.last_good(), search.first_bad(), search.undecided()));
    return {};
  }

  /// The first change again, over all releases between its minors.
  Result<void> refine() {
    const auto coarse = std::move(result_.flips);
    result_.flips.clear();
    const auto before = Version::parse(coarse.front().before);
    const auto after = Version::parse(coarse.front().after);
    if (auto halved = halve(all_between(*before, *after, range_.available)); !halved || result_.interrupted)
      return halved;
    result_.flips.insert(result_.flips.end(), coarse.begin() + 1, coarse.end());
    return {};
  }

  [[nodiscard]] Flip flip(const Row& row, std::size_t before, std::size_t after,
                          const std::vector<std::size_t>& undecided) const {
    Flip flip{row[before].to_string(), row[after].to_string(), {}, tried_.at(row[after]).likeness == Likeness::bad};
    for (const std::size_t place : undecided) flip.undecided.push_back(row[place].to_string());
    return flip;
  }

  /// The check that is looked at from now on, and no other.
  void choose(const Probe& probe, const report::Report& report) {
    probe_ = probe;
    result_.check = probe.check;
    result_.gomaxprocs = probe.gomaxprocs;
    result_.variant = probe.variant;
    for (const auto& cell : report.cells)
      if (const auto* check = check_of(report, probe, cell.release)) result_.condition = check->condition;
    settings_.gomaxprocs = {probe.gomaxprocs};
    settings_.own_checks.emplace().only = probe.check;
  }

  void take_verdicts(const report::Report& report, const Row& releases) {
    for (const auto& version : releases) {
      Tried tried;
      const auto release = tried.release = version.to_string();
      tried.campaign = report.context.campaign;
      if (const auto* check = check_of(report, probe_, release)) {
        tried.verdict = check->verdict;
        tried.likeness = likeness_of(check->verdict.kind);
        if (tried.likeness == Likeness::undecided) tried.why = check->verdict.reason;
      } else if (const auto* cell = cell_of(report, probe_, release)) {
        tried.why = cell->error ? cell->error->what : "skipped: " + cell->skipped_why;
      }
      tried_[version] = std::move(tried);
    }
  }

  Result<report::Report> run(const Row& releases) {
    settings_.releases = releases;
    auto report = campaign::run(loaded_, settings_, parts_, on_progress_);
    result_.interrupted = result_.interrupted || (report && report->interrupted);
    return report;
  }
  static Result<void> state_of(const Result<report::Report>& report) {
    return report ? Result<void>{} : tl::unexpected(report.error());
  }

  BisectTask task_;
  Settings settings_;
  Parts parts_;
  const OnProgress& on_progress_;
  expectation::Loaded loaded_;
  BisectRange range_;
  Probe probe_;
  std::map<Version, Tried> tried_;
  Bisected result_;
};

}  // namespace

Result<Bisected> bisect(const expectation::Expectation& expectation, const BisectTask& task, const Settings& settings,
                        const Parts& parts, const OnProgress& progress) {
  return Bisector(expectation, task, settings, parts, progress).bisect();
}

}  // namespace schedlitmus::campaign
