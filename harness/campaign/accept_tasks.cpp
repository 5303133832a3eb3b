#include "campaign/accept_tasks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "campaign/meant_release.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Expectation;
using toolchain::Selector;
using toolchain::Version;

/// A release of that minor of which the file speaks where the command line names none.
std::optional<Version> spoken_of(const Expectation& expectation, int minor) {
  const auto& scenario = expectation.scenario;
  const auto go = Selector::parse(scenario.go);
  const auto chosen = Selector::parse(scenario.default_releases.empty() ? scenario.go : scenario.default_releases);
  if (!go || !chosen) return std::nullopt;
  return release_meant(minor, {&*go, &*chosen});
}

/// Whether the file's own form of the check is what counts there.
bool uses_own_form(const Expectation& expectation, const Version& version, const std::string& id) {
  std::vector<Error> none;
  const auto applied = checks_on(expectation, version, {}, none);
  const auto check = std::ranges::find(applied.checks, id, &expectation::Check::id);
  return applied.skipped_why.empty() && !applied.violated.contains(id) && check != applied.checks.end() &&
         check->replaced_why.empty();
}

/// Whether the file speaks of no release with its own form but of these minors.
bool are_all(const Expectation& expectation, const std::string& id, const std::set<int>& minors) {
  for (int minor = kOldestMinor; minor <= kNewestMinor; ++minor) {
    const auto version = spoken_of(expectation, minor);
    if (version && !minors.contains(minor) && uses_own_form(expectation, *version, id)) return false;
  }
  return true;
}

std::set<int> minors_of(const std::vector<std::string>& releases) {
  std::set<int> minors;
  for (const auto& release : releases)
    if (const auto version = Version::parse(release)) minors.insert(version->minor);
  return minors;
}

bool is_own_go(const std::string& release) {
  const auto version = Version::parse(release);
  return !version || !version->folder.empty();
}

class Sorter {
 public:
  Sorter(const Expectation& expectation, const std::string& id, const std::vector<Standing>& standings)
      : expectation_(expectation), id_(id), standings_(standings) {}

  Result<std::vector<AcceptTask>> sort() {
    for (const auto& standing : standings_)
      if (standing.failed) failed_.push_back(standing.release);
    const bool everywhere = own_form_failed_everywhere();
    for (const auto& standing : standings_) {
      if (!standing.failed) continue;
      auto at = standing.rule < 0 ? ChangeAt::new_rule : ChangeAt::rule;
      if (standing.is_rules_own) at = ChangeAt::rule_form;
      if (!standing.is_rules_own && everywhere) at = ChangeAt::check;
      if (auto added = add(standing, at); !added) return tl::unexpected(added.error());
    }
    return std::move(tasks_);
  }

 private:
  [[nodiscard]] bool own_form_failed_everywhere() const {
    std::vector<std::string> releases;
    for (const auto& standing : standings_) {
      if (standing.is_rules_own) continue;
      if (!standing.failed) return false;
      releases.push_back(standing.release);
    }
    return !releases.empty() && are_all(expectation_, id_, minors_of(releases));
  }

  Result<void> add(const Standing& standing, ChangeAt at) {
    const bool of_rule = at == ChangeAt::rule || at == ChangeAt::rule_form;
    if (of_rule) {
      for (const auto& other : standings_) {
        if (other.rule != standing.rule || other.failed) continue;
        return fail(fmt::format("it failed on Go {}, but not on Go {}, of which the same entry of \"releases\" speaks",
                                standing.release, other.release),
                    to_string(expectation_.releases[static_cast<std::size_t>(standing.rule)].position),
                    "give these releases entries of their own");
      }
    }
    if (at == ChangeAt::new_rule && is_own_go(standing.release)) {
      return fail(fmt::format("no entry of \"releases\" can speak of {}", standing.release),
                  to_string(standing.check.position));
    }
    const auto same = std::ranges::find_if(
        tasks_, [&](const AcceptTask& task) { return task.at == at && (!of_rule || task.rule == standing.rule); });
    auto& task = same == tasks_.end() ? tasks_.emplace_back() : *same;
    task.id = id_;
    task.at = at;
    task.rule = standing.rule;
    task.check = standing.check;
    task.releases.push_back(standing.release);
    return {};
  }

  const Expectation& expectation_;
  const std::string& id_;
  const std::vector<Standing>& standings_;
  std::vector<std::string> failed_;
  std::vector<AcceptTask> tasks_;
};

/// "1.27", or the release itself where another of its minor was tried.
std::string name_for(const std::string& release, const std::vector<std::string>& tried) {
  const auto version = Version::parse(release);
  if (!version || !version->is_full()) return release;
  const auto of_minor = std::ranges::count_if(tried, [&](const std::string& other) {
    const auto parsed = Version::parse(other);
    return parsed && parsed->minor == version->minor;
  });
  return of_minor == 1 ? fmt::format("1.{}", version->minor) : release;
}

}  // namespace

Result<std::vector<AcceptTask>> tasks_for(const Expectation& expectation, const std::string& id,
                                          const std::vector<Standing>& standings) {
  return Sorter(expectation, id, standings).sort();
}

std::string selector_for(const std::vector<std::string>& releases, const std::vector<std::string>& tried) {
  const auto first = std::ranges::find(tried, releases.front());
  const bool to_the_newest = std::ranges::equal(first, tried.end(), releases.begin(), releases.end());
  if (to_the_newest) return ">=" + name_for(releases.front(), tried);
  std::vector<std::string> names;
  for (const auto& release : releases) names.push_back(name_for(release, tried));
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace schedlitmus::campaign
