// "parameters" of an expectation file: values by name, used as "$name" and set
// to others with --set. Internal to the loader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

/// One that the file, or a folder's defaults.json, declares.
struct DeclaredParameter {
  std::string name;
  json::Value value;  ///< in effect; a '$' in it is one
  std::string given;  ///< what it was set to; empty where it was not
  bool is_set = false;
  bool is_used = false;
  json::Place place;  ///< of its name
};
using Parameters = std::vector<DeclaredParameter>;

/// Whether a parameter can be named so: a letter or '_', then these, digits and '-'.
[[nodiscard]] bool is_parameter_name(std::string_view name);

/// Of the root of a file, with what it inherits. `set` has the texts that
/// values are set to: where a text is declared, a text; else as JSON, and a text
/// where it is none. Names in it that are not declared are not looked at.
[[nodiscard]] Parameters read_parameters(const json::Value& root, const std::map<std::string, std::string>& set,
                                         Problems& problems);

/// Puts values in place of each "$name" below the root, but not in "parameters";
/// of a text that begins with "$$" the first '$' goes. An error in a value
/// that was put in stands where it is used.
void substitute(json::Value& root, Parameters& parameters, Problems& problems);

/// The value as a file would have it among its parameters.
[[nodiscard]] std::string text_of(const DeclaredParameter& parameter);

/// As an expectation tells of them.
[[nodiscard]] std::vector<Parameter> described(const Parameters& parameters, const Problems& problems);

}  // namespace schedlitmus::expectation
