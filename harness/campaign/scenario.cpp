#include "campaign/scenario.hpp"

#include <algorithm>

namespace schedlitmus::campaign {

namespace {

using expectation::Scenario;
using expectation::Variant;

void vary(std::vector<Variant>& variants, const GodebugAxis& axis) {
  std::vector<Variant> varied;
  for (const auto& variant : variants) {
    for (const auto& value : axis.values) {
      auto& next = varied.emplace_back(variant);
      next.name += (next.name.empty() ? "" : ",") + axis.name + "=" + value;
      next.godebug[axis.name] = value;
    }
  }
  variants = std::move(varied);
}

}  // namespace

std::vector<Variant> variants_of(const Scenario& scenario, const Settings& settings) {
  auto variants = scenario.variants.empty() ? std::vector<Variant>(1) : scenario.variants;
  for (const auto& axis : settings.vary_godebug) vary(variants, axis);
  return variants;
}

Scenario scenario_of(const Scenario& scenario, const Settings& settings, const std::string& variant) {
  auto changed = scenario;
  changed.variants.clear();
  const auto variants = variants_of(scenario, settings);
  const auto chosen = std::ranges::find(variants, variant, &Variant::name);
  if (chosen != variants.end()) {
    changed.args = chosen->args.value_or(changed.args);
    if (const auto& own = chosen->executable; changed.command && own) changed.command->executable = *own;
    for (const auto& [name, value] : chosen->env) changed.env[name] = value;
    for (const auto& [name, value] : chosen->godebug) changed.godebug[name] = value;
  }
  for (const auto& [name, value] : settings.godebug) changed.godebug[name] = value;
  changed.trace.capture = settings.capture.value_or(changed.trace.capture);
  changed.deadline = settings.deadline.value_or(changed.deadline);
  changed.max_output = settings.max_output.value_or(changed.max_output);
  changed.max_memory = settings.max_memory.value_or(changed.max_memory);
  return changed;
}

process::Capture capture_of(const expectation::TraceMode& mode) {
  using expectation::CaptureChoice;
  const bool messages =
      mode.capture == CaptureChoice::messages || (mode.capture == CaptureChoice::automatic && !mode.detail);
  return messages ? process::Capture::messages : process::Capture::pipe;
}

}  // namespace schedlitmus::campaign
