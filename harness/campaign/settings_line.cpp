#include "campaign/settings_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "campaign/scenario.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"
#include "support/size.hpp"

namespace schedlitmus::campaign {

namespace {

std::string words_of(const expectation::Executable& executable) {
  auto argv = executable.argv;
  if (argv.front() == "{binary}") argv.front() = executable.build.empty() ? executable.binary : executable.build;
  return fmt::format("{}", fmt::join(argv, " "));
}

/// That of the command, if a variant runs it, and those that variants have in its place: "./shop -v; old:
/// ./bin/shop-1.4 -v".
std::string words_of_all(const expectation::Command& command, const std::vector<expectation::Variant>& variants) {
  const bool own = variants.empty() || std::ranges::any_of(variants, [](const auto& one) { return !one.executable; });
  std::vector<std::string> words;
  if (own) words.push_back(words_of(command.executable));
  for (const auto& variant : variants)
    if (variant.executable) words.push_back(variant.name + ": " + words_of(*variant.executable));
  return fmt::format("{}", fmt::join(words, "; "));
}

/// "command ./service -listen 127.0.0.1:{port}, ready when ..., load ./load -n 1000, warm-up 2s"
std::string describe_command(const expectation::Command& command, const std::vector<expectation::Variant>& variants) {
  auto text = "command " + words_of_all(command, variants);
  if (command.instances > 1)
    text += fmt::format(", {} instances of which {} is checked", command.instances, command.checked);
  text += fmt::format(", ready when {}", describe(command.ready));
  text += command.load ? ", load " + words_of(command.load->executable) : ", without a load";
  if (command.warmup > Millis{0}) text += fmt::format(", warm-up {}", format_duration(command.warmup));
  return text;
}

}  // namespace

std::string settings_line(const expectation::Expectation& expectation, const Settings& settings) {
  auto scenario = scenario_of(expectation.scenario, settings, {});
  scenario.variants = expectation.scenario.variants;
  auto line = scenario.command ? describe_command(*scenario.command, scenario.variants)
                               : fmt::format("program {}", scenario.program);
  if (!scenario.args.empty()) line += fmt::format(" {}", fmt::join(scenario.args, " "));
  for (const auto& [name, value] : scenario.godebug) line += fmt::format(", GODEBUG {}={}", name, value);
  if (scenario.trace.on) {
    line += fmt::format(", schedtrace every {}", format_duration(scenario.trace.period));
    if (scenario.trace.detail) line += " with scheddetail";
  } else {
    line += ", without a trace";
  }
  return line + describe_parameters(expectation);
}

std::string describe_parameters(const expectation::Expectation& expectation) {
  std::string text;
  for (const auto& parameter : expectation.parameters)
    if (parameter.is_used) text += fmt::format(", ${} = {}", parameter.name, parameter.value);
  return text;
}

std::string set_options(const expectation::Expectation& expectation) {
  std::string options;
  for (const auto& parameter : expectation.parameters)
    if (parameter.set_to) options += " --set " + shell_quote(parameter.name + "=" + *parameter.set_to);
  return options;
}

std::string reproduce_line(const expectation::Expectation& expectation, const MatrixCell& cell,
                           const Settings& settings, std::uint64_t seed) {
  auto line = fmt::format("{} run {} --go {} --gomaxprocs {} --seed {}", own_name(), shell_quote(expectation.file),
                          cell.place.release, cell.place.gomaxprocs, seed);
  line += set_options(expectation);
  for (const auto& [name, value] : settings.godebug) line += fmt::format(" --godebug {}={}", name, shell_quote(value));
  for (const auto& axis : settings.vary_godebug) {
    line +=
        fmt::format(" --vary-godebug {}={}", axis.name, shell_quote(fmt::format("{}", fmt::join(axis.values, ","))));
  }
  if (settings.fixed_runs) line += fmt::format(" --fixed {}", *settings.fixed_runs);
  if (settings.confidence) line += fmt::format(" --confidence {}", *settings.confidence);
  if (settings.capture) line += fmt::format(" --capture {}", name_of(*settings.capture));
  if (settings.deadline) line += fmt::format(" --deadline {}", format_duration(*settings.deadline));
  if (settings.max_output) line += fmt::format(" --max-output {}", format_size(*settings.max_output));
  if (settings.max_memory) line += fmt::format(" --max-memory {}", format_size(*settings.max_memory));
  if (count_all(settings.noise)) line += " --count-noisy";
  return line;
}

}  // namespace schedlitmus::campaign
