#include "campaign/bisect_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "campaign/bisect_followed.hpp"
#include "campaign/bisect_range.hpp"
#include "campaign/program_runs.hpp"
#include "campaign/say.hpp"
#include "plan/bisection.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

using compare::Change;
using compare::Like;
using toolchain::Version;
using Row = std::vector<Version>;

constexpr int kMostTimes = 3;    ///< the runs of a look that tells nothing, at most so many times the usual ones
constexpr int kOfAgreement = 4;  ///< where all runs of either end agree, a look begins with so much fewer

bool is_constant(const compare::Shown& side) { return side.histogram.size() == 1; }

class Bisector {
 public:
  Bisector(const CompareSettings& what, ProgramTask task, const Settings& settings, const Parts& parts,
           const OnProgress& progress)
      : task_(std::move(task)),
        usual_runs_(what.runs),
        parts_(parts),
        on_progress_(progress),
        runs_(what, settings, parts, progress) {
    result_.name = what.name;
  }

  Result<BisectedProgram> bisect() {
    auto range = range_of(task_.good, task_.bad, parts_.toolchain);
    if (!range) return tl::unexpected(std::move(range.error()));
    range_ = std::move(*range);
    const auto& [good, bad, available] = range_;
    result_.good = good.to_string();
    result_.bad = bad.to_string();
    if (auto found = find(minors_between(good, bad, available)); !found) return tl::unexpected(found.error());
    for (const auto& version : all_between(good, bad, available))
      if (auto look = looks_.find(version); look != looks_.end()) result_.looks.push_back(std::move(look->second));
    result_.interrupted = runs_.interrupted();
    return std::move(result_);
  }

 private:
  Result<void> find(const Row& minors) {
    auto found = task_.all ? look_at_all(minors) : look_at_ends(minors);
    if (!found || runs_.interrupted() || task_.minors_only) return found;
    const auto coarse = std::move(result_.steps);
    result_.steps.clear();
    for (const auto& step : coarse) {
      const auto row = all_between(*Version::parse(step.before), *Version::parse(step.after), range_.available);
      if (auto halved = halve(row); !halved || runs_.interrupted()) return halved;
    }
    return {};
  }

  Result<void> look_at_ends(const Row& minors) {
    announce(on_progress_, "looking at the two ends");
    const Row ends{minors.front(), minors.back()};
    if (auto ran = runs_.run(ends, usual_runs_); !ran || runs_.interrupted()) return ran;
    auto lines = runs_.newest();
    if (!lines) return tl::unexpected(lines.error());
    if (auto there = require_both_ends(lines->lines.front()); !there) return there;
    const auto comparison = compare::compare(lines->lines);
    const auto* chosen = find_change(comparison, task_.observable);
    if (chosen == nullptr) return tl::unexpected(no_difference(task_, comparison, result_.good, result_.bad));
    follow(*chosen, comparison, lines->grids.front());
    if (auto looked = take_ends(ends); !looked) return looked;
    return halve(minors);
  }

  /// Each minor release, with their runs interleaved.
  Result<void> look_at_all(const Row& minors) {
    result_.looked_at_all = true;
    announce(on_progress_, fmt::format("looking at {}", count_of(minors.size(), "minor release")));
    if (auto ran = runs_.run(minors, usual_runs_); !ran || runs_.interrupted()) return ran;
    auto lines = runs_.newest();
    if (!lines) return tl::unexpected(lines.error());
    const auto& line = lines->lines.front();
    if (auto there = require_both_ends(line); !there) return there;
    const auto ends = compare::compare({{"", {line.places.front(), line.places.back()}, line.traced_until}});
    const auto row = compare::compare(lines->lines);
    const auto* chosen = find_change(ends, task_.observable);
    const bool alike = chosen == nullptr;
    if (alike) chosen = find_change(row, task_.observable);
    if (chosen == nullptr) return tl::unexpected(no_difference(task_, row, result_.good, result_.bad));
    follow(*chosen, alike ? row : ends, lines->grids.front());
    const auto& unlike = alike ? minors[chosen->to] : minors.back();
    return take_row(minors, unlike, row);
  }

  /// What is followed is known: each place beside the first one and one that is unlike it.
  Result<void> take_row(const Row& minors, const Version& unlike, const compare::Comparison& row) {
    looks_[minors.front()].is = Behaves::as_good;
    looks_[unlike].is = Behaves::as_bad;
    for (const auto& version : minors)
      if (auto looked = look_without_running(version, minors.front(), unlike); !looked) return looked;
    std::size_t last = 0;
    for (const auto& change : row.each) {
      if (change.what.id != followed_.id) continue;
      if (auto added = add_step(minors, change.from, change.to, {}); !added) return added;
      last = change.to;
    }
    return last == 0 ? halve(minors) : Result<void>{};  // from neighbour to neighbour too little
  }

  /// Looks at the row, whose ends are known and unlike, until each step in it is
  /// between neighbours: of the places that are not as its first one the first is
  /// looked for, and from there, if that one is not as the last either, the next.
  Result<void> halve(const Row& row) {
    std::size_t begin = 0;
    while (begin + 1 < row.size()) {
      const Row rest(row.begin() + static_cast<std::ptrdiff_t>(begin), row.end());
      const auto after = first_unlike(rest);
      if (!after) return tl::unexpected(after.error());
      if (runs_.interrupted()) return {};
      begin += *after;
      if (begin + 1 < row.size() && likes_.at(row[begin]) != Like::neither) return {};
    }
    return {};
  }

  /// The step away from the row's first place; gives the place behind it.
  Result<std::size_t> first_unlike(const Row& row) {
    plan::Bisection search(row.size());
    for (std::size_t place = 1; place + 1 < row.size(); ++place) {
      if (!runs_.has(row[place])) continue;
      if (auto looked = look_without_running(row[place], row.front(), row.back()); !looked)
        return tl::unexpected(looked.error());
      search.tell(place, likeness(row, place));
    }
    while (const auto place = search.next()) {
      announce(on_progress_, fmt::format("looking at Go {}; after it {} at most", row[*place].to_string(),
                                         count_of(static_cast<std::uint64_t>(search.steps_left() - 1), "step")));
      if (auto looked = look(row[*place], row.front(), row.back()); !looked) return tl::unexpected(looked.error());
      if (runs_.interrupted()) return search.first_bad();
      search.tell(*place, likeness(row, *place));
    }
    if (auto added = add_step(row, search.last_good(), search.first_bad(), search.undecided()); !added)
      return tl::unexpected(added.error());
    return search.first_bad();
  }

  [[nodiscard]] plan::Likeness likeness(const Row& row, std::size_t place) const {
    if (looks_.at(row[place]).is == Behaves::undecided) return plan::Likeness::undecided;
    return likes_.at(row[place]) == Like::first ? plan::Likeness::good : plan::Likeness::bad;
  }

  Result<void> look(const Version& version, const Version& first, const Version& last) {
    int runs = first_runs_;
    for (int all = runs;; all += runs) {
      const Row alone{version};
      if (auto ran = runs_.run(is_alone_ ? alone : Row{first, version, last}, runs); !ran || runs_.interrupted())
        return ran;
      const auto beside = look_without_running(version, first, last);
      if (!beside) return tl::unexpected(beside.error());
      runs *= 2;  // not the same plan again, which --resume would take for the one that is done
      if (looks_.at(version).is != Behaves::undecided || !more_runs_ || all + runs > kMostTimes * usual_runs_)
        return {};
    }
  }

  Result<void> look_without_running(const Version& version, const Version& first, const Version& last) {
    const auto line = runs_.beside({first, version, last}, version, grid_);
    if (!line) return tl::unexpected(line.error());
    const auto beside = compare::beside(*line, followed_);
    more_runs_ = beside.more_runs;
    likes_[version] = beside.is;
    auto is = Behaves::undecided;
    if (version == first || version == last)
      is = looks_.at(version).is;
    else if (beside.is == Like::neither)
      is = Behaves::otherwise;
    else if (beside.is != Like::unclear)
      is = looks_.at(beside.is == Like::first ? first : last).is;
    looks_[version] = {version.to_string(),
                       is,
                       beside.shown,
                       beside.is_number,
                       is == Behaves::undecided ? beside.why : std::string(),
                       runs_.campaigns_of(version)};
    return {};
  }

  Result<void> take_ends(const Row& ends) {
    looks_[ends.front()].is = Behaves::as_good;
    looks_[ends.back()].is = Behaves::as_bad;
    for (const auto& end : ends)
      if (auto looked = look_without_running(end, ends.front(), ends.back()); !looked) return looked;
    return {};
  }

  Result<void> add_step(const Row& row, std::size_t before, std::size_t after,
                        const std::vector<std::size_t>& undecided) {
    const auto line = runs_.beside({row[before], row[after]}, row[after], grid_);
    if (!line) return tl::unexpected(line.error());
    ProgramStep step{row[before].to_string(),
                     row[after].to_string(),
                     {},
                     looks_.at(row[after]).is,
                     compare::change_between(*line, 0, 1, followed_)};
    for (const auto place : undecided) step.undecided.push_back(row[place].to_string());
    result_.steps.push_back(std::move(step));
    return {};
  }

  void follow(const Change& chosen, const compare::Comparison& comparison, const compare::Grid& grid) {
    result_.followed = chosen;
    followed_ = chosen.what;
    result_.setting = runs_.setting();
    grid_ = grid;
    for (const auto& change : comparison.changes) {
      const bool same = compare::base_of(change.what.name) == compare::base_of(chosen.what.name);
      if (!same && change.from == chosen.from && change.to == chosen.to) result_.others.push_back(change);
    }
    is_alone_ = chosen.what.group == compare::Group::output && is_constant(chosen.before) && is_constant(chosen.after);
    first_runs_ = is_alone_ ? std::max(compare::kFewestRuns, usual_runs_ / kOfAgreement) : usual_runs_;
  }

  ProgramTask task_;
  compare::Observable followed_;  ///< once it is chosen
  int usual_runs_, first_runs_ = 0;
  Parts parts_;
  const OnProgress& on_progress_;
  ProgramRuns runs_;
  BisectRange range_;
  compare::Grid grid_;
  bool is_alone_ = false;   ///< a look needs no runs of the ends
  bool more_runs_ = false;  ///< would tell more of the last look
  std::map<Version, ProgramLook> looks_;
  std::map<Version, Like> likes_;  ///< of the row that is looked at
  BisectedProgram result_;
};

}  // namespace

Result<BisectedProgram> bisect_program(const CompareSettings& what, const ProgramTask& task, const Settings& settings,
                                       const Parts& parts, const OnProgress& progress) {
  return Bisector(what, task, settings, parts, progress).bisect();
}

}  // namespace schedlitmus::campaign
