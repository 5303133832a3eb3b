#include "campaign/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "campaign/command_build.hpp"
#include "campaign/programs.hpp"
#include "campaign/scenario.hpp"
#include "process/cpu_supply.hpp"
#include "process/namespaces.hpp"
#include "toolchain/program.hpp"

namespace schedlitmus::campaign {

using expectation::Expectation;
using expectation::ReleaseRule;
using toolchain::Selector;
using toolchain::Version;

namespace {

/// The selector, or nothing with an error that says where it stands.
std::optional<Selector> read_selector(const std::string& text, const std::string& where, std::vector<Error>& errors) {
  auto selector = Selector::parse(text);
  if (selector) return std::move(*selector);
  selector.error().where = where;
  errors.push_back(std::move(selector.error()));
  return std::nullopt;
}

bool means(const Selector& selector, const Version& version, const KnownReleases& known) {
  if (selector.matches(version)) return true;
  const auto chosen = selector.choose(known.available, known.local).versions;
  return std::ranges::find(chosen, version) != chosen.end();
}

/// The index of the first rule that speaks of the release; -1: none does.
int rule_for(const Expectation& expectation, const Version& version, const KnownReleases& known,
             std::vector<Error>& errors) {
  int index = 0;
  for (const auto& rule : expectation.releases) {
    const auto selector = read_selector(rule.go, to_string(rule.go_position), errors);
    if (selector && means(*selector, version, known)) return index;
    ++index;
  }
  return -1;
}

void apply(const Expectation& expectation, int index, ChecksOnRelease& cell) {
  if (index < 0 || static_cast<std::size_t>(index) >= expectation.releases.size()) return;
  const ReleaseRule& rule = expectation.releases[static_cast<std::size_t>(index)];
  cell.rule = index;
  cell.rule_why = rule.why;
  if (rule.skip) cell.skipped_why = rule.why;
  cell.violated.insert(rule.violated.begin(), rule.violated.end());
  for (const auto& replacement : rule.checks) {
    const auto old = std::ranges::find(cell.checks, replacement.id, &expectation::Check::id);
    if (old == cell.checks.end()) continue;
    *old = replacement;
    old->replaced_why = rule.why;
  }
}

/// With its own checks, or one of them, in the same form on each release.
Expectation in_own_form(Expectation expectation, const OwnChecks& own) {
  if (!own.only.empty())
    std::erase_if(expectation.checks, [&](const expectation::Check& check) { return check.id != own.only; });
  for (auto& rule : expectation.releases) {
    rule.violated.clear();
    rule.checks.clear();
  }
  return expectation;
}

class Builder {
 public:
  Builder(const Settings& settings, const toolchain::Toolchain::Listing& listing)
      : settings_(settings),
        known_{listing.available(), listing.local},
        cpus_(static_cast<int>((settings.cpus.empty() ? process::cpus_for_runs() : settings.cpus).size())) {}

  void add(const Expectation& expectation, std::size_t index) {
    const auto support = support_of(expectation);
    const auto variants = variants_of(expectation.scenario, settings_);
    const auto releases = releases_of(expectation, variants);
    for (const auto& version : releases.all) {
      for (const int procs : settings_.gomaxprocs.empty() ? expectation.scenario.gomaxprocs : settings_.gomaxprocs) {
        for (const auto& variant : variants) {
          if (!releases.has(version, variant.name)) continue;
          auto checks = checks_for(expectation, version);
          if (checks.skipped_why.empty() && !releases.asked.contains(version))
            checks.skipped_why = fmt::format("the binary was made with Go {}", version.to_string());
          if (support && checks.skipped_why.empty()) checks.skipped_why = support->why_not(version);
          matrix_.cells.push_back({std::move(checks),
                                   {index, version.to_string(), procs, variant.name, more_cpus(expectation, procs)},
                                   support ? why_not_here(*support) : ""});
        }
        used_.insert(version);
      }
    }
  }

  Matrix take() {
    for (const auto& version : used_) matrix_.releases.push_back(version.to_string());
    auto& errors = matrix_.errors;  // the same selector is read for many cells
    std::vector<Error> once;
    for (auto& error : errors)
      if (std::ranges::find(once, error) == once.end()) once.push_back(std::move(error));
    errors = std::move(once);
    return std::move(matrix_);
  }

 private:
  std::string why_not_here(const toolchain::ProgramSupport& support) {
    auto why = support.why_not_with(cpus_);
    if (!why.empty() || !support.needs_namespaces()) return why;
    if (!no_namespaces_) no_namespaces_ = process::why_no_namespaces();
    return support.why_not_without_namespaces(*no_namespaces_);
  }

  ChecksOnRelease checks_for(const Expectation& expectation, const Version& version) {
    if (!settings_.own_checks) return checks_on(expectation, version, known_, matrix_.errors);
    auto checks = checks_on(in_own_form(expectation, *settings_.own_checks), version, known_, matrix_.errors);
    if (!checks.skipped_why.empty()) return checks;
    checks.rule = -1;
    checks.rule_why.clear();
    return checks;
  }

  /// So that neither further instances of a service nor its load are on the CPUs of the one that is checked.
  static int more_cpus(const Expectation& expectation, int procs) {
    const auto& command = expectation.scenario.command;
    return command ? procs * (command->instances - 1 + (command->load ? 1 : 0)) : 0;
  }

  /// Nothing where it cannot be told: building the program will say why.
  [[nodiscard]] std::optional<toolchain::ProgramSupport> support_of(const Expectation& expectation) const {
    const auto& command = expectation.scenario.command;
    if (command && command->executable.build.empty()) return std::nullopt;
    const auto folder =
        command ? find_package(expectation, command->executable.build) : find_program(expectation, settings_.programs);
    if (!folder) return std::nullopt;
    auto support = toolchain::ProgramSupport::read(*folder);
    return support ? std::optional(std::move(*support)) : std::nullopt;
  }

  /// On which releases each variant of an expectation is run.
  struct Releases {
    std::set<Version> all;
    std::set<Version> asked;              ///< all, where no release was asked for
    std::set<Version> built;              ///< of variants that are built
    std::map<std::string, Version> made;  ///< of a variant that is a ready binary: its own
    std::set<std::string> unknown;        ///< variants whose release cannot be told

    [[nodiscard]] bool has(const Version& version, const std::string& variant) const {
      if (unknown.contains(variant)) return false;
      const auto own = made.find(variant);
      return own == made.end() ? built.contains(version) : own->second == version;
    }
  };

  Releases releases_of(const Expectation& expectation, const std::vector<expectation::Variant>& variants) {
    Releases releases;
    bool any_built = false;
    for (const auto& variant : variants) {
      const auto scenario = scenario_of(expectation.scenario, settings_, variant.name);
      if (!scenario.command || !scenario.command->executable.build.empty()) {
        any_built = true;
        continue;
      }
      auto release = release_of(scenario.command->executable, expectation, binaries_);
      if (release) {
        releases.made.emplace(variant.name, *release);
        releases.all.insert(*release);
      } else {
        releases.unknown.insert(variant.name);
        matrix_.errors.push_back(std::move(release.error()));
      }
    }
    if (any_built) {
      const auto chosen = releases_for(expectation);
      releases.built.insert(chosen.begin(), chosen.end());
      releases.all.insert(chosen.begin(), chosen.end());
    }
    for (const auto& version : releases.all)
      if (releases.built.contains(version) || is_asked_for(version)) releases.asked.insert(version);
    return releases;
  }

  /// Whether what is said of releases for all expectations means that of a ready binary.
  bool is_asked_for(const Version& version) {
    if (!settings_.releases.empty()) return std::ranges::find(settings_.releases, version) != settings_.releases.end();
    if (settings_.go.empty()) return true;
    const auto selector = read_selector(settings_.go, "--go", matrix_.errors);
    return selector && means(*selector, version, known_);
  }

  std::vector<Version> releases_for(const Expectation& expectation) {
    if (!settings_.releases.empty()) return settings_.releases;
    std::string text = settings_.go;
    std::string where = "--go";
    if (text.empty()) {
      const auto& own = expectation.scenario.default_releases;
      text = own.empty() ? expectation.scenario.go : own;
      where = to_string(expectation.default_releases_position);
    }
    const auto selector = read_selector(text, where, matrix_.errors);
    if (!selector) return {};
    auto chosen = selector->choose(known_.available, known_.local);
    for (auto& error : chosen.errors) {
      if (error.where.empty()) error.where = where;
      matrix_.errors.push_back(std::move(error));
    }
    return std::move(chosen.versions);
  }

  const Settings& settings_;
  KnownReleases known_;
  int cpus_;
  std::optional<std::string> no_namespaces_;  ///< tried once, when a program needs them
  std::set<Version> used_;
  ReadyBinaries binaries_;
  Matrix matrix_;
};

}  // namespace

namespace {

void report_absent(const Expectation& expectation, const Version& version, const ChecksOnRelease& cell,
                   std::vector<Error>& errors) {
  for (const auto& check : cell.checks) {
    const auto why = why_absent(check, version.minor, expectation.scenario.trace.detail);
    if (why.empty()) continue;
    errors.push_back({fmt::format("check \"{}\" cannot be decided on Go {}: {}", check.id, version.to_string(), why),
                      to_string(check.position),
                      R"(say so in "releases": skip what cannot be seen there, or give the check another form)"});
  }
}

}  // namespace

ChecksOnRelease checks_on(const Expectation& expectation, const Version& version, const KnownReleases& known,
                          std::vector<Error>& errors) {
  ChecksOnRelease result;
  result.checks = expectation.checks;
  const auto meant = read_selector(expectation.scenario.go, to_string(expectation.go_position), errors);
  if (meant && !means(*meant, version, known)) {
    result.skipped_why = fmt::format("the expectation is about Go {} only", expectation.scenario.go);
  } else {
    apply(expectation, rule_for(expectation, version, known, errors), result);
    if (result.skipped_why.empty()) report_absent(expectation, version, result, errors);
  }
  return result;
}

ChecksOnRelease checks_under(const Expectation& expectation, int rule, const std::string& skipped_why) {
  ChecksOnRelease result;
  result.checks = expectation.checks;
  apply(expectation, rule, result);
  result.skipped_why = skipped_why;
  return result;
}

Matrix make_matrix(const std::vector<Expectation>& expectations, const Settings& settings,
                   const toolchain::Toolchain::Listing& listing) {
  Builder builder(settings, listing);
  for (std::size_t i = 0; i < expectations.size(); ++i) builder.add(expectations[i], i);
  auto matrix = builder.take();
  std::vector<bool> skipped;
  for (const auto& cell : matrix.cells) skipped.push_back(!cell.skipped_why.empty());
  std::vector<MatrixCell> own;
  for (const auto index : plan::cells_of(settings.shard, skipped)) {
    auto& cell = own.emplace_back(std::move(matrix.cells[index]));
    if (cell.skipped_why.empty()) cell.skipped_why = cell.too_few_cpus;
  }
  matrix.cells = std::move(own);
  return matrix;
}

}  // namespace schedlitmus::campaign
