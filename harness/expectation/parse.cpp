#include "expectation/coherence.hpp"
#include "expectation/defaults.hpp"
#include "expectation/effective_source.hpp"
#include "expectation/loader.hpp"
#include "expectation/object_reader.hpp"
#include "expectation/parameters.hpp"
#include "expectation/read_check.hpp"
#include "expectation/read_hold.hpp"
#include "expectation/read_releases.hpp"
#include "expectation/read_scenario.hpp"
#include "support/json.hpp"
#include "support/json_text.hpp"

namespace schedlitmus::expectation {
namespace {

Expectation read_expectation(const json::Value& root, Problems& problems) {
  Expectation expectation;
  ObjectReader reader(root, "an expectation", problems);
  (void)reader.text("$schema");    // for editors
  (void)reader.get("parameters");  // their values are in place already
  expectation.title = reader.required_text("title").value_or("");
  expectation.why = reader.text("why").value_or("");
  Limits limits;
  if (const auto* member = reader.require("scenario")) {
    ReadScenario read = read_scenario(member->value, problems);
    expectation.scenario = std::move(read.scenario);
    expectation.go_position = std::move(read.go_position);
    expectation.default_releases_position = std::move(read.default_releases_position);
    expectation.program_position = std::move(read.program_position);
    limits = std::move(read.limits);
  }
  if (const auto* member = reader.require("checks")) expectation.checks = read_checks(*member, limits, problems);
  if (const auto* member = reader.get("hold")) expectation.hold = read_hold(member->value, problems);
  if (const auto* member = reader.get("releases"))
    expectation.releases = read_releases(*member, expectation.checks, limits, problems);
  reader.finish();
  return expectation;
}

/// `errors`: those of its syntax.
tl::expected<Expectation, std::vector<Error>> read_whole(json::Value& root, Parameters& parameters,
                                                         std::vector<Error> errors, Problems& problems) {
  substitute(root, parameters, problems);
  Expectation expectation = read_expectation(root, problems);
  for (Error& error : problems.take()) errors.push_back(std::move(error));
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  if (auto impossible = incoherences(expectation); !impossible.empty()) return tl::unexpected(std::move(impossible));
  expectation.parameters = described(parameters, problems);
  return expectation;
}

}  // namespace

tl::expected<Expectation, std::vector<Error>> parse(std::string_view text, const std::string& file,
                                                    const std::string& name, const Around& around) {
  json::Document document = json::parse(text, file);
  if (!document.root) return tl::unexpected(std::move(document.errors));
  Problems problems(file);
  Merged merged = with_defaults(*document.root, around.defaults, problems);
  Parameters parameters = read_parameters(merged.root, around.set, problems);
  auto expectation = read_whole(merged.root, parameters, std::move(document.errors), problems);
  if (!expectation) return expectation;
  expectation->name = name;
  expectation->file = file;
  expectation->source = effective_source(text, *document.root, merged.inherited, parameters);
  return expectation;
}

tl::expected<Expectation, std::vector<Error>> read(json::Value root, const std::string& file, const std::string& name) {
  Problems problems(file);
  std::string source = json::to_text(root);
  Parameters parameters = read_parameters(root, {}, problems);
  auto expectation = read_whole(root, parameters, {}, problems);
  if (!expectation) return expectation;
  expectation->name = name;
  expectation->file = file;
  expectation->source = std::move(source);
  return expectation;
}

}  // namespace schedlitmus::expectation
