#include "campaign/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "campaign/command_build.hpp"
#include "campaign/matrix.hpp"
#include "campaign/meant_release.hpp"
#include "campaign/programs.hpp"
#include "expectation/loader.hpp"
#include "expectation/value_range.hpp"
#include "support/quote.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::Check;
using expectation::Expectation;
using toolchain::Version;

/// All that the checks of one expectation give reason for.
class Look {
 public:
  Look(const Expectation& expectation, Lint& lint) : expectation_(expectation), lint_(lint) {}

  void all(const std::string& programs) {
    program(programs);
    if (expectation_.why.empty())
      warn(fmt::format("{}:1:1", expectation_.file), R"(the expectation has no "why")",
           "say what in the scheduler makes it so: reports show it to whoever has to act");
    parameters();
    if (!selectors()) return;
    powers(expectation_.checks);
    for (const auto& rule : expectation_.releases) powers(rule.checks);
    releases();
  }

 private:
  void warn(std::string where, std::string what, std::string hint) {
    lint_.warnings.push_back({std::move(what), std::move(where), std::move(hint)});
  }

  /// What is run must be there; what is built of a service, too.
  void program(const std::string& programs) {
    if (const auto& of_service = expectation_.scenario.command) {
      command(*of_service);
    } else if (auto found = find_program(expectation_, programs); !found) {
      lint_.errors.push_back(found.error());
    }
  }

  void executable(const expectation::Executable& of) {
    auto found = of.build.empty() ? ReadyBinaries::path_of(of, expectation_) : find_package(expectation_, of.build);
    if (!found) lint_.errors.push_back(found.error());
  }

  void command(const expectation::Command& command) {
    executable(command.executable);
    for (const auto& variant : expectation_.scenario.variants)
      if (variant.executable) executable(*variant.executable);
    if (command.load) executable(command.load->executable);
    if (!command.load && expectation_.scenario.deadline > Millis{60'000}) {
      warn(to_string(expectation_.program_position), R"(a service without a "load" runs until its deadline)",
           "say what uses it, or set a shorter deadline");
    }
  }

  void parameters() {
    for (const auto& parameter : expectation_.parameters) {
      if (!parameter.is_used && !parameter.is_inherited)
        warn(to_string(parameter.position), fmt::format("the parameter {} is not used", quote(parameter.name)),
             fmt::format(R"(its value comes in place of each text "${}")", parameter.name));
    }
  }

  bool selector(const std::string& text, const expectation::Position& position) {
    auto read = toolchain::Selector::parse(text);
    if (read) return true;
    read.error().where = to_string(position);
    lint_.errors.push_back(std::move(read.error()));
    return false;
  }
  bool selectors() {
    bool good = selector(expectation_.scenario.go, expectation_.go_position);
    if (!expectation_.scenario.default_releases.empty())
      good = selector(expectation_.scenario.default_releases, expectation_.default_releases_position) && good;
    for (const auto& rule : expectation_.releases) good = selector(rule.go, rule.go_position) && good;
    return good;
  }

  void powers(const std::vector<Check>& checks) {
    for (const Check& check : checks) power(check);
  }

  void power(const Check& check) {
    const auto is_vain = [&](int procs) { return power_of(check, procs) == expectation::Power::cannot_fail; };
    if (!std::ranges::all_of(expectation_.scenario.gomaxprocs, is_vain)) return;
    warn(to_string(check.position), fmt::format("the check {} can never fail", quote(check.id)),
         fmt::format("whatever a trace shows, it holds: {}", describe(check)));
  }

  /// Fields that some releases do not print.
  void releases() {
    AbsentByPlace absent;
    for (int minor = kOldestMinor; minor <= kNewestMinor; ++minor) {
      const auto version = meant(minor);
      if (!version) continue;
      std::vector<Error> none;  // the selectors can be read
      auto applied = checks_on(expectation_, *version, {}, none);
      if (!applied.skipped_why.empty()) continue;
      for (const Check& check : applied.checks) look_for_absent(check, *version, absent);
    }
    for (const auto& [place, where] : absent) {
      auto& findings = where.by_default ? lint_.errors : lint_.warnings;
      findings.push_back(
          {fmt::format("the check {} has nothing to look at in traces of {}", quote(where.id), where.releases),
           to_string(where.position),
           fmt::format("{}; narrow \"go\", or say what holds there under \"releases\"", where.why)});
    }
  }

  /// What one check, in one of its forms, cannot see.
  struct Absent {
    std::string id;
    expectation::Position position;
    std::string releases;  ///< "1.2, 1.3"
    std::string why;
    bool by_default = false;  ///< one of them is run on where the command line names none
  };
  using AbsentByPlace = std::map<std::pair<int, int>, Absent>;  ///< by line and column

  void look_for_absent(const Check& applied, const Version& version, AbsentByPlace& absent) const {
    std::string why = why_absent(applied, version.minor, expectation_.scenario.trace.detail);
    if (why.empty()) return;
    Absent& where = absent[{applied.position.line, applied.position.column}];
    where.id = applied.id;
    where.position = applied.position;
    where.releases += fmt::format("{}1.{}", where.releases.empty() ? "" : ", ", version.minor);
    where.why = std::move(why);
    where.by_default = where.by_default || is_default(version);
  }

  [[nodiscard]] bool is_default(const Version& version) const {
    const auto& scenario = expectation_.scenario;
    const auto& text = scenario.default_releases.empty() ? scenario.go : scenario.default_releases;
    return toolchain::Selector::parse(text)->matches(version);
  }

  /// A release of that minor that "go" means.
  [[nodiscard]] std::optional<Version> meant(int minor) const {
    const auto selector = toolchain::Selector::parse(expectation_.scenario.go);
    return release_meant(minor, {&*selector});
  }

  const Expectation& expectation_;
  Lint& lint_;
};

}  // namespace

Lint lint(const std::vector<std::string>& paths, const std::string& root, const std::string& programs,
          const expectation::SetParameters& set) {
  auto loaded = expectation::load(paths, root, set);
  Lint lint;
  lint.expectations = loaded.expectations.size();
  lint.errors = std::move(loaded.errors);
  for (const Expectation& expectation : loaded.expectations) Look(expectation, lint).all(programs);
  return lint;
}

Lint lint(const Expectation& expectation, const std::string& programs) {
  Lint lint;
  lint.expectations = 1;
  Look(expectation, lint).all(programs);
  return lint;
}

}  // namespace schedlitmus::campaign
