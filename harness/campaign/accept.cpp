#include "campaign/accept.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "campaign/accept_change.hpp"
#include "campaign/accept_evidence.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Check;
using expectation::Expectation;

Result<std::set<std::string>> wanted_ids(const Expectation& expectation, const std::vector<std::string>& named) {
  std::vector<std::string_view> known;
  for (const auto& check : expectation.checks) known.push_back(check.id);
  for (const auto& id : named) {
    if (std::ranges::find(known, id) != known.end()) continue;
    return fail(fmt::format("no check has the id {}", quote(id)), "--check", did_you_mean(id, known));
  }
  return std::set<std::string>(named.begin(), named.end());
}

class Acceptor {
 public:
  Acceptor(const Expectation& expectation, const AcceptSettings& what, const Settings& settings,
           const Evidence& evidence)
      : expectation_(expectation), what_(what), programs_(settings.programs), evidence_(evidence) {
    acceptance_.before = acceptance_.after = what.text;
    acceptance_.campaign = evidence.campaign();
    for (const auto& release : evidence.report().releases) tried_.push_back(release);
  }

  Result<Acceptance> accept(const std::set<std::string>& wanted) {
    for (const auto& check : expectation_.checks) {
      if (wanted.empty() || wanted.contains(check.id)) look_at(check, !wanted.empty());
    }
    if (error_) return tl::unexpected(*error_);
    while (!changes_.empty()) {
      auto changed = changed_text(what_.text, expectation_.file, changes_, tried_, what_.reason);
      auto refuted = std::move(changed.cannot);
      // What folders add to the file is in its source.
      const auto whole = changed_text(expectation_.source, expectation_.file, changes_, tried_, what_.reason);
      if (refuted.empty()) {
        auto verified = verify_changes(expectation_, whole.text, changes_, evidence_, programs_);
        if (!verified) return tl::unexpected(verified.error());
        refuted = std::move(*verified);
      }
      if (refuted.empty()) {
        acceptance_.after = std::move(changed.text);
        describe(whole.text);
        break;
      }
      for (const auto& [id, why] : refuted) drop(id, why);
    }
    return std::move(acceptance_);
  }

 private:
  void refuse(Error why, bool lacks_evidence = false, bool failed = true) {
    acceptance_.not_accepted.push_back({std::move(why), lacks_evidence, failed});
  }

  void drop(const std::string& id, const NotAccepted& why) {
    std::erase_if(changes_, [&](const AcceptChange& change) { return change.task.id == id; });
    acceptance_.not_accepted.push_back(why);
  }

  /// What is to be changed of one check.
  void look_at(const Check& check, bool is_named) {
    const auto standings = evidence_.standings().find(check.id);
    const auto where = to_string(check.position);
    const bool failed =
        standings != evidence_.standings().end() && std::ranges::any_of(standings->second, &Standing::failed);
    if (!failed) {
      if (is_named) refuse({fmt::format("the check {} is not VIOLATED", quote(check.id)), where, {}}, false, false);
      return;
    }
    if (!is_named && check.check_class == expectation::CheckClass::invariant) {
      refuse({fmt::format("{} is an invariant", quote(check.id)), where,
              fmt::format("it is accepted by name only: --check {}", check.id)});
      return;
    }
    auto tasks = tasks_for(expectation_, check.id, standings->second);
    if (!tasks) {
      tasks.error().what = fmt::format("{}: {}", quote(check.id), tasks.error().what);
      return refuse(std::move(tasks.error()));
    }
    std::vector<AcceptChange> changes;
    for (auto& task : *tasks)
      if (!add(std::move(task), changes)) return;
    std::ranges::move(changes, std::back_inserter(changes_));
  }

  bool add(AcceptTask task, std::vector<AcceptChange>& into) {
    const auto named = fmt::format("{} on {}", quote(task.id), releases_text(task.releases));
    const auto where = to_string(task.check.position);
    const auto look = record::look_at(task.check);
    if (look.parts.empty()) {
      refuse({fmt::format("{}: {}", named, look.why_not), where, "change it by hand"});
      return false;
    }
    const auto shown = evidence_.shown(look, task.releases, texts_);
    if (!shown) {
      error_ = shown.error();
      return false;
    }
    if (!shown->too_few.empty()) {
      refuse({fmt::format("{}: {}", named, shown->too_few), where, kMakeMoreRuns}, true);
      return false;
    }
    if (task.check.reference && task.releases.size() > 1) {
      refuse({fmt::format("{}: numbers of several releases are no reference", named), where,
              "accept it with runs of one release"});
      return false;
    }
    auto values = record::new_values(task.check, look, shown->runs, texts_, task.releases.back());
    if (!values) {
      refuse({fmt::format("{}: {}", named, values.error().what), where, "change it by hand"});
      return false;
    }
    const auto runs = static_cast<int>(shown->runs.size());
    into.push_back({std::move(task), std::move(*values), record::seen_text(look, shown->runs, texts_), runs});
    return true;
  }

  void describe(const std::string& source) {
    const auto changed = expectation::parse(source, expectation_.file, expectation_.name);
    for (const auto& change : changes_) {
      const auto& task = change.task;
      AcceptedCheck accepted{task.id,
                             task.at == ChangeAt::check ? "all releases" : releases_text(task.releases),
                             expectation::describe(task.check),
                             {},
                             change.seen,
                             change.runs};
      const auto version = toolchain::Version::parse(task.releases.back());
      if (changed && version) {
        std::vector<Error> none;
        const auto applied = checks_on(*changed, *version, {{*version}, {*version}}, none);
        const auto check = std::ranges::find(applied.checks, task.id, &Check::id);
        if (check != applied.checks.end()) accepted.now = expectation::describe(*check);
      }
      acceptance_.accepted.push_back(std::move(accepted));
    }
  }

  const Expectation& expectation_;
  const AcceptSettings& what_;
  const std::string& programs_;
  const Evidence& evidence_;
  std::vector<std::string> tried_;
  record::Texts texts_;
  std::vector<AcceptChange> changes_;
  Acceptance acceptance_;
  std::optional<Error> error_;
};

}  // namespace

Result<Acceptance> accept(const Expectation& expectation, const AcceptSettings& what, const Settings& settings,
                          const Parts& parts, const OnProgress& progress) {
  const auto wanted = wanted_ids(expectation, what.checks);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto evidence = Evidence::find_or_make(expectation, what, settings, parts, progress);
  if (!evidence) return tl::unexpected(evidence.error());
  return Acceptor(expectation, what, settings, *evidence).accept(*wanted);
}

}  // namespace schedlitmus::campaign
