// defaults.json: values that the expectations of a folder, and of those below
// it, have in common. Objects are put together key by key; of all other values
// the nearest counts. Internal to the loader.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/loader.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

/// The keys of an expectation that defaults.json may give ...
inline constexpr std::array<std::string_view, 4> kSharedKeys = {"parameters", "scenario", "hold", "releases"};
/// ... but for this one of the scenario: what is run is each expectation's own.
inline constexpr std::string_view kOwnScenarioKey = "program";

/// A member that an expectation has from its folders.
struct Inherited {
  std::string path;        ///< of the object that it is in: "", "scenario", "scenario.trace"
  const json::Value* own;  ///< that object as the expectation's file has it, with its place in the text
  json::Member member;
};

/// The root of an expectation with what it inherits.
struct Merged {
  json::Value root;
  std::vector<Inherited> inherited;
};

/// The root, which must outlive the result, with what the folders' files give,
/// the nearest first. The places of inherited values are those in the files, which
/// `problems` then knows. Files that are not JSON, or no object, give nothing.
[[nodiscard]] Merged with_defaults(const json::Value& root, const std::vector<DefaultsFile>& files, Problems& problems);

/// All that is wrong with the first of the files, below the others, whoever inherits from it.
[[nodiscard]] std::vector<Error> check_defaults(const std::vector<DefaultsFile>& files);

}  // namespace schedlitmus::expectation
