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
using toolchain::Version;

namespace {

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
    const auto variants = variants_of(expectation.scenario, settings_);
    std::map<std::string, std::optional<toolchain::ProgramSupport>> supports;
    for (const auto& variant : variants) supports.emplace(variant.name, support_of(expectation, variant.name));
    const auto releases = releases_of(expectation, variants);
    for (const auto& version : releases.all) {
      for (const int procs : settings_.gomaxprocs.empty() ? expectation.scenario.gomaxprocs : settings_.gomaxprocs) {
        for (const auto& variant : variants) {
          if (!releases.has(version, variant.name)) continue;
          const auto& support = supports.at(variant.name);
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

  /// Of what the variant runs. Nothing where it cannot be told: building the program will say why.
  [[nodiscard]] std::optional<toolchain::ProgramSupport> support_of(const Expectation& expectation,
                                                                    const std::string& variant) const {
    const auto command = scenario_of(expectation.scenario, settings_, variant).command;
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
