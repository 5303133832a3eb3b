#include "record/file_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "record/check_text.hpp"
#include "record/command_text.hpp"
#include "support/json_text.hpp"
#include "support/numbers.hpp"
#include "support/size.hpp"

namespace schedlitmus::record {
namespace {

constexpr int kOldestMinor = 2;
constexpr int kInFile = 4;  ///< columns before a check
constexpr int kInRule = 8;

using Members = std::vector<std::string>;

template <class Map>
void add_map(Members& members, const char* key, const Map& map) {
  if (!map.empty()) members.push_back(fmt::format("\"{}\": {}", key, nlohmann::json(map).dump()));
}

std::string trace_text(const expectation::TraceMode& trace) {
  auto text = fmt::format(R"({{"period": "{}")", format_duration(trace.period));
  if (trace.detail) text += R"(, "detail": true)";
  if (trace.capture != expectation::CaptureChoice::automatic) {
    text += fmt::format(R"(, "capture": "{}")", name_of(trace.capture));
  }
  return text + "}";
}

std::string variants_text(const std::vector<expectation::Variant>& variants) {
  Members texts;
  for (const auto& variant : variants) {
    Members members{"\"name\": " + json::string_text(variant.name)};
    if (variant.executable)
      for (auto& member : executable_members(*variant.executable)) members.push_back(std::move(member));
    if (variant.args) members.push_back("\"args\": " + nlohmann::json(*variant.args).dump());
    add_map(members, "env", variant.env);
    add_map(members, "godebug", variant.godebug);
    texts.push_back(fmt::format("{{{}}}", fmt::join(members, ", ")));
  }
  return fmt::format("[\n      {}\n    ]", fmt::join(texts, ",\n      "));
}

/// What is different on one release: checks of its own, and those that must be VIOLATED there.
struct Rule {
  std::string why;
  Members checks, violated;
  bool operator==(const Rule&) const = default;
};

Rule rule_for(std::size_t release, const Proposal& proposal, const Provenance& provenance) {
  Rule rule;
  for (const auto& check : proposal.checks) {
    const auto group = std::ranges::find_if(check.groups, [&](const Group& candidate) {
      return std::ranges::find(candidate.releases, release) != candidate.releases.end();
    });
    if (group == check.groups.begin()) continue;
    const auto why = evidence(check.probe, *group, proposal.texts, provenance);
    if (group->form.can_fail()) {
      rule.checks.push_back(check_text(check.probe, group->form, proposal.texts, why, kInRule));
    } else {
      rule.violated.push_back(json::string_text(id_of(check.probe)));
    }
  }
  return rule;
}

std::string rule_text(const Rule& rule, const Members& selectors, const std::string& first) {
  auto text = fmt::format("    {{\n      \"go\": \"{}\",\n      \"why\": {}", fmt::join(selectors, ", "),
                          json::string_text(fmt::format("recorded: behaves otherwise than Go {}", first)));
  if (!rule.violated.empty()) text += fmt::format(",\n      \"violated\": [{}]", fmt::join(rule.violated, ", "));
  if (!rule.checks.empty()) text += fmt::format(",\n      \"checks\": [\n{}\n      ]", fmt::join(rule.checks, ",\n"));
  return text + "\n    }";
}

/// Releases with the same rule share it.
Members rules_of(const Proposal& proposal, const Provenance& provenance) {
  std::vector<std::pair<Rule, Members>> rules;
  for (std::size_t release = 0; release < provenance.releases.size(); ++release) {
    auto rule = rule_for(release, proposal, provenance);
    if (rule == Rule{}) continue;
    const auto& selector = provenance.releases[release].selector;
    const auto same = std::ranges::find(rules, rule, &std::pair<Rule, Members>::first);
    if (same != rules.end()) {
      same->second.push_back(selector);
    } else {
      rules.emplace_back(std::move(rule), Members{selector});
    }
  }
  Members texts;
  for (const auto& [rule, selectors] : rules) {
    texts.push_back(rule_text(rule, selectors, provenance.releases.front().version));
  }
  return texts;
}

std::string check_with_evidence(const Proposed& check, const Texts& texts, const Provenance& provenance) {
  std::string why = "recorded. ";
  for (const auto& group : check.groups) {
    const bool first = &group == &check.groups.front();
    why += first ? evidence(check.probe, group, texts, provenance)
                 : ". " + detection(check.probe, group, texts, provenance);
  }
  return check_text(check.probe, check.groups.front().form, texts, why, kInFile);
}

std::string go_condition(const Proposal& proposal, const expectation::Scenario& scenario, int oldest_recorded) {
  int minor = kOldestMinor;
  const auto is_absent = [&](const Proposed& check) {
    if (check.probe.is_of_run()) return false;
    return !expectation::why_absent(expectation::subject_of(*check.probe.field), minor, scenario.trace.detail).empty();
  };
  while (minor < oldest_recorded && std::ranges::any_of(proposal.checks, is_absent)) ++minor;
  return fmt::format(">=1.{}", minor);
}

std::string versions_text(const Provenance& provenance) {
  Members versions;
  for (const auto& release : provenance.releases) versions.push_back(release.version);
  return fmt::format("{}", fmt::join(versions, ", "));
}

std::string runs_text(const Provenance& provenance) {
  Members parts;
  for (const auto& release : provenance.releases) {
    parts.push_back(fmt::format(
        "Go {}: {}{}", release.version, count_of(static_cast<std::uint64_t>(release.counted), "run"),
        release.left_out == 0 ? std::string()
                              : fmt::format(" ({} more do not count: the host was busy)", release.left_out)));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

/// A comment line holds no line end, whatever the command line held.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

std::string comment(const Proposal& proposal, const Provenance& provenance) {
  return fmt::format(
      "// Recorded {} by {}: {}\n"
      "// {}. Seed {}, campaign {} of {}.\n"
      "// Host: {}\n"
      "// Bounds: the least and the greatest value over the runs of a release, and beyond them, where they vary and\n"
      "// releases stay apart with it, a quarter of the range (whole numbers: at least 1). Each check was chosen by\n"
      "// two thirds of the runs and kept because the third that was held out agreed. With these rates a check is\n"
      "// VIOLATED on the release that it was recorded on with a probability of at most {}.\n",
      provenance.started, provenance.made_by, one_line(provenance.command), runs_text(provenance), provenance.seed,
      provenance.campaign, one_line(provenance.store), one_line(provenance.host), format_percent(proposal.false_alarm));
}

std::string why_text(const Proposal& proposal, const Provenance& provenance) {
  const auto separating = std::ranges::count_if(proposal.checks, &Proposed::separates);
  std::string text = fmt::format("Recorded {}. {}. ", provenance.started, runs_text(provenance));
  if (provenance.releases.size() < 2) return text + "A release not recorded is held against this one.";
  text += separating > 0 ? fmt::format("{} of the checks tell them apart", separating)
                         : std::string("No check tells them apart: what is here they have in common");
  return text + fmt::format("; a release not recorded is held against Go {}.", provenance.releases.front().version);
}

std::string hold_text(const expectation::Hold& hold) {
  return fmt::format(R"({{"good": {}, "bad": {}, "alpha": {}, "max_runs": {}}})", format_number(hold.good),
                     format_number(hold.bad), format_number(hold.alpha), hold.max_runs);
}

}  // namespace

std::string scenario_text(const expectation::Scenario& scenario, const std::string& go,
                          const std::string& default_releases) {
  const expectation::Scenario usual;
  Members members{scenario.command ? "\"command\": " + command_text(*scenario.command)
                                   : fmt::format("\"program\": {}", json::string_text(scenario.program))};
  add_map(members, "args", scenario.args);
  add_map(members, "env", scenario.env);
  members.push_back(fmt::format("\"go\": \"{}\"", go));
  if (!default_releases.empty()) members.push_back(fmt::format("\"default_releases\": \"{}\"", default_releases));
  members.push_back(fmt::format("\"gomaxprocs\": [{}]", fmt::join(scenario.gomaxprocs, ", ")));
  add_map(members, "godebug", scenario.godebug);
  members.push_back("\"trace\": " + trace_text(scenario.trace));
  members.push_back(fmt::format("\"deadline\": \"{}\"", format_duration(scenario.deadline)));
  if (scenario.max_output != usual.max_output) {
    members.push_back(fmt::format("\"max_output\": \"{}\"", format_size(scenario.max_output)));
  }
  if (scenario.max_memory != usual.max_memory) {
    members.push_back(fmt::format("\"max_memory\": \"{}\"", format_size(scenario.max_memory)));
  }
  if (!scenario.variants.empty()) members.push_back("\"variants\": " + variants_text(scenario.variants));
  return fmt::format("  \"scenario\": {{\n    {}\n  }}", fmt::join(members, ",\n    "));
}

std::string file_text(const Proposal& proposal, const expectation::Scenario& scenario, const Provenance& provenance) {
  Members checks;
  for (const auto& check : proposal.checks) checks.push_back(check_with_evidence(check, proposal.texts, provenance));
  const auto go = go_condition(proposal, scenario, provenance.releases.front().minor);
  auto text = comment(proposal, provenance);
  text += fmt::format(
      "{{\n  \"title\": {},\n  \"why\": {},\n",
      json::string_text(fmt::format("{} as recorded on Go {}", scenario.program, versions_text(provenance))),
      json::string_text(why_text(proposal, provenance)));
  text += scenario_text(scenario, go, versions_text(provenance)) + ",\n";
  text += fmt::format("  \"checks\": [\n{}\n  ],\n  \"hold\": {}", fmt::join(checks, ",\n"), hold_text(proposal.hold));
  const auto rules = rules_of(proposal, provenance);
  if (!rules.empty()) text += fmt::format(",\n  \"releases\": [\n{}\n  ]", fmt::join(rules, ",\n"));
  return text + "\n}\n";
}

}  // namespace schedlitmus::record
