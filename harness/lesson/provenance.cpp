#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lesson/fill.hpp"
#include "report/format.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::lesson {

namespace {

std::string capture_command(const store::Run& run, const expectation::Scenario& scenario) {
  auto line = fmt::format("{} capture {} --go {} --gomaxprocs {}", own_name(), shell_quote(scenario.program),
                          shell_quote(run.release), run.gomaxprocs);
  if (scenario.trace.on) line += " --period " + format_duration(scenario.trace.period);
  if (scenario.trace.detail) line += " --detail";
  for (const auto& [name, value] : scenario.godebug)
    line += fmt::format(" --godebug {}", shell_quote(fmt::format("{}={}", name, value)));
  for (const auto& arg : scenario.args) line += " --arg=" + shell_quote(arg);
  return line;
}

}  // namespace

std::vector<report::Fact> provenance_of(const store::Run& run, const expectation::Scenario& scenario,
                                        const report::Context& context) {
  std::vector<report::Fact> facts;
  const auto add = [&](const char* label, const std::string& text, bool verbatim = false) {
    if (!text.empty()) facts.push_back({label, report::clean_text(text), verbatim});
  };
  add("release", "Go " + run.release);
  add("settings",
      fmt::format("GOMAXPROCS={}{}{}", run.gomaxprocs, run.godebug.empty() ? "" : ", GODEBUG=", run.godebug));
  add("host", context.host);
  add("from", fmt::format("run {} of seed {}", run.id, context.seed));
  // A program's environment is no option of capture.
  if (scenario.env.empty()) add("again", capture_command(run, scenario), true);
  return facts;
}

}  // namespace schedlitmus::lesson
