#include "campaign/made_expectation.hpp"

#include <fmt/format.h>

#include "record/file_text.hpp"

namespace schedlitmus::campaign {

namespace {

constexpr const char* kAnyRelease = ">=1.2";

}  // namespace

std::string text_for_runs(const std::string& title, const expectation::Scenario& scenario, const std::string& check,
                          const std::string& hold) {
  return fmt::format(
      "{{\n  \"title\": \"{}\",\n{},\n"
      "  \"checks\": [{{\"id\": \"{}\", \"outcome\": \"timed_out\", \"equals\": false}}],\n"
      "  \"hold\": {}\n}}\n",
      title, record::scenario_text(scenario, kAnyRelease, ""), check, hold);
}

Result<expectation::Loaded> load_text(const std::string& text, const std::string& file, const std::string& name) {
  auto parsed = expectation::parse(text, file, name);
  if (!parsed) return tl::unexpected(parsed.error().front());
  expectation::Loaded loaded;
  loaded.expectations.push_back(std::move(*parsed));
  return loaded;
}

}  // namespace schedlitmus::campaign
