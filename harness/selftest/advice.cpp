#include "selftest/advice.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "support/numbers.hpp"
#include "support/own_name.hpp"
#include "support/quote.hpp"
#include "support/shell.hpp"

namespace schedlitmus::selftest {
namespace {

using expectation::OutcomeKind;

std::string check_of(const CheckProof& proof) { return fmt::format("check {} ({})", quote(proof.id), proof.says); }

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// How `capture` names the program: one that lies beside the file by its path.
std::string program_of(const expectation::Expectation& expectation) {
  auto program = name_of(expectation.scenario);
  if (!program.starts_with('.')) return program;
  const auto folder = std::filesystem::path(expectation.file).parent_path() / program;
  const auto path = folder.lexically_normal().string();
  return path.starts_with('/') ? path : "./" + path;
}

std::string capture_command(const expectation::Expectation& expectation, const std::string& go, const std::string& name,
                            const std::string& folder) {
  const auto& scenario = expectation.scenario;
  auto line = fmt::format("{} capture {} --go {}", own_name(), shell_quote(program_of(expectation)), shell_quote(go));
  if (!scenario.gomaxprocs.empty()) line += fmt::format(" --gomaxprocs {}", scenario.gomaxprocs.front());
  if (scenario.trace.on) line += fmt::format(" --period {}", format_duration(scenario.trace.period));
  if (scenario.trace.detail) line += " --detail";
  line += fmt::format(" --deadline {}", format_duration(scenario.deadline));
  for (const auto& [setting, value] : scenario.godebug)
    line += " --godebug " + shell_quote(fmt::format("{}={}", setting, value));
  for (const auto& arg : scenario.args) line += " --arg=" + shell_quote(arg);
  return line + fmt::format(" --name {} -o {}", shell_quote(name), shell_quote(folder));
}

/// A run of a service is kept by its campaign.
std::string how_to_keep(const std::string& name, const std::string& folder, bool must_hold) {
  return fmt::format("run it{}, then keep such a run: {} show RUN --name {} -o {}",
                     must_hold ? "" : " with a release, a load or a setting under which it is missed", own_name(),
                     shell_quote(name), shell_quote(folder));
}

std::string how_to_record(const expectation::Expectation& expectation, const std::string& go, const std::string& name,
                          const std::string& folder, bool must_hold) {
  if (expectation.scenario.command) return how_to_keep(name, folder, must_hold);
  return fmt::format("record one{}: {}",
                     must_hold ? "" : ", with a release, an --arg or a --godebug under which it is missed",
                     capture_command(expectation, go, name, folder));
}

}  // namespace

Error misbehaviour(const Shown& control, const CheckProof& proof) {
  const auto& outcome = control.outcome;
  const auto said = outcome.kind == OutcomeKind::undecided
                        ? fmt::format("undecided: {}", outcome.reason)
                        : fmt::format("{}: {} was seen", name_of(outcome.kind), outcome.seen);
  return {fmt::format("{} must {} on {}, and is {}", check_of(proof), control.must_hold ? "hold" : "be missed",
                      file_name(control.trace), said),
          to_string(proof.position), "record it again, correct the check, or name the control for what it shows"};
}

Error vacuity(const CheckProof& proof) {
  std::string kinds;
  for (std::size_t kind = 0; kind < kMutations; ++kind)
    if (const auto tried = proof.by_kind.at(kind).tried; tried > 0)
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", tried, name_of(static_cast<Mutation>(kind)));
  return {fmt::format("{} is one that nothing can violate: it holds after each of {} ({})", check_of(proof),
                      count_of(proof.mutations.tried, "change", "changes") + " to recorded traces", kinds),
          to_string(proof.position), "narrow its bounds or its window until some trace breaks it, or leave it out"};
}

Error no_control(const expectation::Expectation& expectation, const CheckProof& proof, const std::string& folder,
                 bool must_hold) {
  const auto& scenario = expectation.scenario;
  const auto& named = scenario.default_releases.empty() ? scenario.go : scenario.default_releases;
  const auto& go = proof.releases.empty() ? named : proof.releases;
  const std::string name = must_hold ? "holds" : "violated-" + proof.id;
  return {fmt::format("no control shows that {} can {}", check_of(proof), must_hold ? "hold" : "be missed"),
          to_string(proof.position), how_to_record(expectation, go, name, folder, must_hold)};
}

}  // namespace schedlitmus::selftest
